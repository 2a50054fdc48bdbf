"""Turns the text of an expression into its tree, by operator precedence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from partner_playbooks.language.diagnostics import suggest_nearest
from partner_playbooks.language.expressions.errors import ExpressionError, Place, quote_source
from partner_playbooks.language.expressions.expression_tree import (
    COMPARISONS,
    DISTANCES,
    ROW_FUNCTIONS,
    AtDay,
    Binary,
    Call,
    Comparison,
    Distance,
    Empty,
    Expression,
    Flag,
    Logic,
    Name,
    Not,
    Number,
    Text,
    Unary,
    measure_depth,
)
from partner_playbooks.language.expressions.tokens import Shape, Token, cut_tokens
from partner_playbooks.language.expressions.value_kinds import Kind, parse_number

if TYPE_CHECKING:
    from typing import NoReturn

MOST_CHARACTERS = 500
MOST_LEVELS = 40

# How tightly an operator binds; an operand takes in what binds more tightly than the operator before it.
_LOOSEST, _NOT, _COMPARISON, _TIGHTEST = 0, 3, 4, 7
_BINDING = {"or": 1, "and": 2, **dict.fromkeys(COMPARISONS, _COMPARISON), "+": 5, "-": 5, "*": 6, "/": 6}

_SYNONYMS = {"average": "mean", "avg": "mean", "total": "sum", "number": "count", "len": "count"}
_UNITS = {
    f"{unit}{plural}": (kind, size)
    for unit, kind, size in (
        ("hour", Kind.HOURS, 1),
        ("day", Kind.DAYS, 1),
        ("week", Kind.DAYS, 7),
        ("month", Kind.MONTHS, 1),
        ("quarter", Kind.MONTHS, 3),
        ("year", Kind.MONTHS, 12),
    )
    for plural in ("", "s")
}
"""What a number may be followed by: its kind, and how many of that kind the unit is."""
_COMMA = "write `1000`, not `1,000`; and a function takes one list, not several values"
_WORD_HINTS = {
    "is": "use `==` to compare, or `is empty`",
    "equals": "use `==` to compare",
    "in": 'compare with each value: `tier == "gold" or tier == "silver"`',
}


def parse_expression(source: str) -> Expression:
    """Read an expression of at most 500 characters and 40 levels.

    Raises:
        ExpressionError: for every other text; nothing else is ever raised.
    """
    if len(source) > MOST_CHARACTERS:
        message = f"the formula has {len(source)} characters; at most {MOST_CHARACTERS} are allowed"
        raise ExpressionError(message, "split it into smaller formulas", source[:MOST_CHARACTERS])
    expression = _Parser(source).whole()
    if measure_depth(expression) > MOST_LEVELS:
        _refuse_depth(source)
    return expression


def _refuse_depth(source: str) -> NoReturn:
    """Say that the tree would be too deep for the functions that walk it."""
    message = f"the formula has too many parts inside one another; at most {MOST_LEVELS} levels are allowed"
    raise ExpressionError(message, "split it into smaller formulas", source.strip())


class _Parser:
    """Reads tokens from left to right, once."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._tokens = cut_tokens(source)
        self._position = 0
        self._level = 0

    @property
    def _token(self) -> Token:
        """The token that comes next."""
        return self._tokens[self._position]

    def whole(self) -> Expression:
        """Read the whole source as one expression."""
        if self._token.shape is Shape.END:
            hint = "write one, such as `won / registered`"
            raise ExpressionError("the formula is empty", hint, self._source)
        expression = self._expression(_LOOSEST)
        if self._position < len(self._tokens) - 1:
            self._refuse_extra()
        return expression

    def _expression(self, floor: int) -> Expression:
        """Read an operand and every operator after it that binds more tightly than `floor`."""
        self._level += 1
        if self._level > MOST_LEVELS:
            _refuse_depth(self._source)
        start = self._token.place.start
        left = self._operand(floor)
        while _BINDING.get(self._token.source, _LOOSEST) > floor or self._is_empty_test(floor):
            left = self._operation(left, start)
        self._level -= 1
        return left

    def _operation(self, left: Expression, start: int) -> Expression:
        """Read an operator and its right side, or whether there is a value at all."""
        operator = self._next().source
        if operator == "is":
            negated = self._token.source == "not" and bool(self._next())
            self._next()
            return Empty(left, negated, place=self._since(start))
        right = self._expression(_BINDING[operator])
        node: type[Logic | Comparison | Binary] = Binary
        if operator in {"and", "or"}:
            node = Logic
        elif operator in COMPARISONS:
            node = Comparison
            if self._token.source in COMPARISONS:
                chain = Place(self._source, start, self._token.place.end)
                hint = "compare two values at a time and join them: `0 < share and share < 1`"
                raise ExpressionError("comparisons cannot be chained", hint, chain.snippet)
        return node(operator, left, right, place=self._since(start))

    def _operand(self, floor: int) -> Expression:
        """Read what can stand where a value is expected."""
        token = self._next()
        match token.shape, token.source:
            case Shape.SYMBOL, "(":
                return self._parenthesised(token)
            case Shape.SYMBOL, "-":
                return Unary(self._expression(_TIGHTEST), place=self._since(token.place.start))
            case Shape.WORD, "not":
                if floor > _NOT:
                    hint = "put it in brackets: `(not signed)`"
                    raise ExpressionError("`not` cannot stand here", hint, token.place.snippet)
                return Not(self._expression(_NOT), place=self._since(token.place.start))
            case Shape.WORD, _ if token.source not in _BINDING:
                return self._at_day(self._named(token), token.place.start)
            case _:
                return self._literal(token)

    def _parenthesised(self, opening: Token) -> Expression:
        """Read up to the bracket that closes this one."""
        inner = self._expression(_LOOSEST)
        self._close(opening)
        return inner

    def _close(self, opening: Token) -> None:
        """Read the bracket that closes one."""
        if self._token.source == ")":
            self._next()
        elif self._token.shape is Shape.END:
            raise ExpressionError("a `(` is never closed", "add the missing `)`", opening.place.snippet)
        else:
            self._refuse_extra()

    def _named(self, token: Token) -> Expression:
        """Read what starts with a word: a flag, a call or an input."""
        if token.source in {"true", "false"}:
            return Flag(token.source == "true", place=token.place)
        if self._token.source != "(":
            return Name(token.source, place=token.place)
        functions = (*ROW_FUNCTIONS, *DISTANCES)
        if token.source not in functions:
            message = f"there is no function {quote_source(token.source)}"
            hint = suggest_nearest(_SYNONYMS.get(token.source, token.source), functions)
            hint = hint or f"the functions are {', '.join(functions)}"
            raise ExpressionError(message, hint, token.place.snippet)
        return self._called(token)

    def _called(self, token: Token) -> Call | Distance:
        """Read what stands in a function's brackets."""
        opening = self._next()
        argument = self._expression(_LOOSEST)
        if token.source in DISTANCES:
            if self._token.source != ",":
                message = f"{token.source}( ) takes two days or times"
                raise ExpressionError(message, f"write `{token.source}(entered, left)`", token.place.snippet)
            self._next()
            last = self._expression(_LOOSEST)
            self._close(opening)
            return Distance(token.source, argument, last, place=self._since(token.place.start))
        where = None
        if self._token.source == "where" and self._token.shape is Shape.WORD:
            self._next()
            where = self._expression(_LOOSEST)
        self._close(opening)
        return Call(token.source, argument, where, place=self._since(token.place.start))

    def _at_day(self, operand: Expression, start: int) -> Expression:
        """Read on which day a condition is asked for, where one is named."""
        if not isinstance(operand, Name) or (self._token.shape, self._token.source) != (Shape.WORD, "at"):
            return operand
        self._next()
        day = self._next()
        if day.shape is not Shape.WORD:
            message = f"the day is missing after {quote_source(f'{operand.written} at')}"
            raise ExpressionError(message, "write `at start`, `at end` or `at day`", operand.snippet)
        return AtDay(operand, Name(day.source, place=day.place), place=self._since(start))

    def _is_empty_test(self, floor: int) -> bool:
        """Tell whether `is empty` or `is not empty` comes next, and belongs to the operand before it."""
        ahead = [token.source for token in self._tokens[self._position : self._position + 3]]
        return floor < _COMPARISON and (ahead[:2] == ["is", "empty"] or ahead == ["is", "not", "empty"])

    def _literal(self, token: Token) -> Expression:
        """Read a number or a text; nothing else is left that could be a value."""
        if token.shape is Shape.NUMBER:
            number = parse_number(token.source)
            if self._token.shape is Shape.WORD and self._token.source in _UNITS:
                kind, size = _UNITS[self._next().source]
                return Number(number * size, kind, place=self._since(token.place.start))
            return Number(number, place=token.place)
        if token.shape is Shape.TEXT:
            return Text(token.source[1:-1], place=token.place)
        if token.shape is Shape.END:
            last = self._tokens[self._position - 2].place
            message = f"the formula ends too early: a value is missing after {quote_source(last.written)}"
            raise ExpressionError(message, "finish the formula", last.snippet)
        message = f"a value is missing before {quote_source(token.source)}"
        raise ExpressionError(message, "put a name or a number there", token.place.snippet)

    def _refuse_extra(self) -> NoReturn:
        """Say why the formula cannot go on with the next token."""
        token, before = self._token, self._tokens[self._position - 1]
        if token.source == ")":
            hint = "remove it, or add the missing `(`"
            raise ExpressionError("a `)` has no `(`", hint, token.place.snippet)
        if token.source == ",":
            raise ExpressionError("`,` cannot be used here", _COMMA, token.place.snippet)
        message = f"an operator is missing between {quote_source(before.source)} and {quote_source(token.source)}"
        hint = _WORD_HINTS.get(token.source, "put one of + - * / == and or between them")
        between = Place(self._source, before.place.start, token.place.end)
        raise ExpressionError(message, hint, between.snippet)

    def _next(self) -> Token:
        """Take the next token; nothing is read after the end, for the end can only be refused."""
        token = self._token
        self._position += 1
        return token

    def _since(self, start: int) -> Place:
        """Return the place from an offset up to the last token taken."""
        return Place(self._source, start, self._tokens[self._position - 1].place.end)

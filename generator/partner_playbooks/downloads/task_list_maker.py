"""Turns plans and checklists of one edition into lists in plain words, which all formats show."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, cast

from partner_playbooks.handbook.model.base import Audience
from partner_playbooks.handbook.model.plan import PlanAnchor
from partner_playbooks.language.text import to_pieces, to_plain
from partner_playbooks.plans.calendar import find_holiday_years
from partner_playbooks.plans.dated import date_item
from partner_playbooks.wording import days
from partner_playbooks.wording.values import ValueWriter

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date, datetime

    from partner_playbooks.handbook.linked import Handbook
    from partner_playbooks.handbook.model.base import Review
    from partner_playbooks.handbook.model.role import Role
    from partner_playbooks.handbook.model.stage import ChecklistItem, Stage
    from partner_playbooks.language.text import Piece, RichText
    from partner_playbooks.plans.dated import DatedMilestone, DatedPlan, DatedTask, Request
    from partner_playbooks.plans.due_dates import WorkCalendar
    from partner_playbooks.wording.messages import Messages

from partner_playbooks.downloads.task_list import (
    UNDATED,
    Anchor,
    Frame,
    Group,
    Person,
    Task,
    TaskList,
    Test,
    Working,
)


@dataclass(frozen=True, slots=True)
class TaskListMaker:
    """Turns plans and stages of one edition into words."""

    handbook: Handbook
    """Of the edition that the reader may see: nothing else can stand in a list."""
    messages: Messages
    calendar: WorkCalendar
    issued: datetime = UNDATED
    """When what is made says that it was made."""
    _known: dict[tuple[int, int], Working] = field(default_factory=dict)
    """Working days by years: they take long to find, and most lists ask for the same."""

    def plan(self, plan: DatedPlan) -> TaskList:
        """Give a plan in words."""
        template, request = plan.plan, plan.request
        back = template.anchor is PlanAnchor.TARGET
        label = self.say("plan.target" if back else "plan.start")
        doing = [(task.owner, task.task.support) for task in plan.tasks]
        roles = [*(owner for owner, _ in doing), *template.sponsors, *template.stakeholders]
        roles += [support for _, support in doing if support is not None]
        return TaskList(
            frame=self.frame(template.review),
            is_plan=True,
            id=template.id,
            title=template.title,
            subtitle=template.use_when,
            partner=request.partner,
            made_for=self.name_types(request),
            objective=self.pieces(template.objective),
            facts=tuple(self._facts(plan)),
            back=back,
            anchors=(Anchor(template.anchor.value, f"{label}: {template.anchor_event}", request.anchor),),
            groups=tuple(self._milestone(plan, milestone) for milestone in plan.milestones),
            risks=tuple(
                (self.words(risk.signal), self.words(risk.mitigation), self.words(risk.escalation))
                for risk in template.risks
            ),
            people=tuple(self._people(dict.fromkeys(roles), request.names)),
            working=self._working(request.anchor),
            documents=tuple(dict.fromkeys(id_ for task in plan.tasks for id_ in task.task.documents)),
            issued=self.issued,
        )

    def name_types(self, request: Request) -> tuple[str, ...]:
        """Give the titles of the partner types, and of the tier, that a plan is made for."""
        types = (type_.title for type_ in self.handbook.partner_types if type_.id in request.partner_types)
        return (*types, *(tier.title for tier in self.handbook.tiers if tier.id == request.tier))

    def stage(self, stage: Stage) -> TaskList:
        """Give the checklist of a stage in words."""
        items = stage.checklist
        say = self.say
        owner = () if stage.owner is None else ((say("stage.owner"), self._role(stage.owner).title),)
        return TaskList(
            frame=self.frame(stage.review),
            is_plan=False,
            id=stage.id,
            title=say("download.checklist-of", stage=stage.title),
            subtitle=stage.subtitle,
            partner="",
            made_for=(),
            objective=self.pieces(stage.purpose),
            facts=owner,
            back=False,
            anchors=tuple(
                Anchor(anchor.value, say(f"download.anchor.{anchor.value}"), None)
                for anchor in dict.fromkeys(item.due.anchor for item in items)
            ),
            groups=tuple(self._groups(stage)),
            risks=(),
            people=tuple(self._people(dict.fromkeys(item.owner for item in items), {})),
            working=self._working(None),
            documents=tuple(dict.fromkeys([*(id_ for item in items for id_ in item.documents), *stage.documents])),
            issued=self.issued,
        )

    def _groups(self, stage: Stage) -> Iterator[Group]:
        """Yield the checklist group by group; entry criteria stand before the first, the exit test after the last."""
        entry = tuple(self.words(criterion.text) for criterion in stage.entry)
        tests = tuple(
            Test(f"{stage.id}#{place}", self.words(test.text)) for place, test in enumerate(stage.exit, start=1)
        )
        groups = stage.in_groups or {"": ()}
        for place, (title, items) in enumerate(groups.items(), start=1):
            yield Group(
                key=f"{stage.id}#{place}" if title else stage.id,
                title=title or self.say("stage.checklist"),
                day=None,
                when="",
                due=None,
                entry=entry if place == 1 else (),
                tasks=tuple(self._listed(stage, item) for item in items),
                tests=tests if place == len(groups) else (),
            )

    def frame(self, review: Review | None) -> Frame:
        """Give what stands around content with a review."""
        programme = self.handbook.programme
        return Frame(
            programme=programme.name,
            vendor=programme.vendor,
            version=programme.version or "",
            reviewed=None if review is None else review.reviewed,
            internal=self.handbook.edition is Audience.INTERNAL,
            language=programme.language_of_content,
            date_format=programme.date_format,
        )

    def say(self, key: str, **values: str | int) -> str:
        """Give a message of the catalogue."""
        return str(self.messages.say(key, **values))

    @property
    def values(self) -> ValueWriter:
        """What writes the values that texts name."""
        return ValueWriter(self.handbook, self.messages.within_content)

    def words(self, text: RichText) -> str:
        """Give rich text as one plain line."""
        return to_plain(text, value=self.values.write)

    def pieces(self, text: RichText) -> tuple[Piece, ...]:
        """Give rich text piece by piece."""
        return to_pieces(text, value=self.values.write)

    def _facts(self, plan: DatedPlan) -> Iterator[tuple[str, str]]:
        template, say = plan.plan, self.say
        yield say("plan.length"), str(days.say_plan_length(self.messages, template))
        yield say("plan.cadence"), template.cadence
        if template.customer is not None:
            yield say("plan.customer"), template.customer

    def _milestone(self, plan: DatedPlan, milestone: DatedMilestone) -> Group:
        return Group(
            key=milestone.id,
            title=milestone.title,
            day=milestone.day,
            when=str(days.say_plan_day(self.messages, plan.plan, milestone.day)),
            due=milestone.due,
            entry=() if milestone.entry is None else (self.words(milestone.entry),),
            tasks=tuple(self._planned(plan, task) for task in milestone.tasks),
            tests=tuple(
                Test(test.key, self.words(test.text), self._titles("partner-type", test.partner_types))
                for test in milestone.exit_tests
            ),
        )

    def _planned(self, plan: DatedPlan, task: DatedTask) -> Task:
        when = str(days.say_plan_days(self.messages, plan.plan, task.days))
        return self._task(task, plan.request.names, plan.plan.anchor.value, when)

    def _listed(self, stage: Stage, item: ChecklistItem) -> Task:
        when = str(days.say_due(self.messages, item.due))
        return self._task(date_item(self.handbook, stage, item), {}, item.due.anchor.value, when)

    def _task(self, dated: DatedTask, names: Mapping[str, str], anchor: str, when: str) -> Task:
        task = dated.task
        return Task(
            key=dated.key,
            title=dated.title,
            side=dated.side,
            owner=self._who(dated.owner, names),
            support="" if task.support is None else self._who(task.support, names),
            anchor=anchor,
            when=when,
            days=dated.days,
            due=dated.due,
            begins=dated.begins,
            done_when="" if task.done_when is None else self.words(task.done_when),
            after=dated.after,
            recurrence=task.recurrence,
            duration=task.duration,
            partner_types=self._titles("partner-type", dated.partner_types),
            tiers=self._titles("tier", dated.tiers),
        )

    def _titles(self, kind: str, ids: Iterable[str]) -> tuple[str, ...]:
        return tuple(self.handbook.entities[kind][id_].title for id_ in ids)

    def _role(self, id_: str) -> Role:
        return cast("Role", self.handbook.entities["role"][id_])

    def _who(self, role: str, names: Mapping[str, str]) -> str:
        title = self._role(role).title
        return f"{names[role]} ({title})" if role in names else title

    def _people(self, roles: Iterable[str], names: Mapping[str, str]) -> Iterator[Person]:
        contacts = {contact.role: contact.reached for contact in self.handbook.programme.contacts}
        for id_ in roles:
            role = self._role(id_)
            yield Person(id_, role.title, role.side, names.get(id_, ""), contacts.get(id_, ""))

    def _working(self, anchor: date | None) -> Working:
        years = find_holiday_years(anchor)
        if years not in self._known:
            weekdays, country = tuple(sorted(self.calendar.working_days)), self.handbook.programme.holiday_country
            self._known[years] = Working(weekdays, country, *years, self.calendar.holidays_of(*years))
        return self._known[years]

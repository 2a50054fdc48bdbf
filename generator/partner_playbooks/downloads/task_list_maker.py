"""Turns plans and checklists of one edition into lists in plain words, which all formats show."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, cast

from partner_playbooks.handbook.model.base import Audience
from partner_playbooks.handbook.model.plan import PlanAnchor
from partner_playbooks.language.text import to_pieces, to_plain
from partner_playbooks.plans.calendar import find_holiday_years
from partner_playbooks.wording import days

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date, datetime

    from partner_playbooks.handbook.linked import Handbook
    from partner_playbooks.handbook.model.base import Review
    from partner_playbooks.handbook.model.role import Role
    from partner_playbooks.handbook.model.stage import ChecklistItem, Stage
    from partner_playbooks.language.text import Piece, RichText
    from partner_playbooks.plans.calendar import WorkCalendar
    from partner_playbooks.plans.dated import DatedMilestone, DatedPlan, DatedTask
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
        made_for = tuple(
            self.handbook.entities[kind][id_].title
            for kind, id_ in (("partner-type", request.partner_type), ("tier", request.tier))
            if id_ is not None
        )
        roles = [*(task.owner for task in plan.tasks), *template.sponsors, *template.stakeholders]
        return TaskList(
            frame=self.frame(template.review),
            is_plan=True,
            id=template.id,
            title=template.title,
            subtitle=template.use_when,
            partner=request.partner,
            made_for=made_for,
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
            documents=tuple(dict.fromkeys(id_ for task in plan.tasks for id_ in task.documents)),
            issued=self.issued,
        )

    def stage(self, stage: Stage) -> TaskList:
        """Give the checklist of a stage in words."""
        items = stage.checklist
        held = {item.id for item in items}
        say = self.say
        tasks = tuple(self._item(item, held) for item in items)
        tests = tuple(
            Test(f"{stage.id}#{place}", self.words(test.text)) for place, test in enumerate(stage.exit, start=1)
        )
        owner = () if stage.owner is None else ((say("stage.owner"), self._role(stage.owner).title),)
        entry = tuple(self.words(criterion.text) for criterion in stage.entry)
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
            groups=(Group(stage.id, say("stage.checklist"), None, "", None, entry, tasks, tests),),
            risks=(),
            people=tuple(self._people(dict.fromkeys(item.owner for item in items), {})),
            working=self._working(None),
            documents=tuple(dict.fromkeys([*(id_ for item in items for id_ in item.documents), *stage.documents])),
            issued=self.issued,
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

    def words(self, text: RichText) -> str:
        """Give rich text as one plain line."""
        return to_plain(text, setting=self.handbook.programme.settings().__getitem__)

    def pieces(self, text: RichText) -> tuple[Piece, ...]:
        """Give rich text piece by piece."""
        return to_pieces(text, setting=self.handbook.programme.settings().__getitem__)

    def _facts(self, plan: DatedPlan) -> Iterator[tuple[str, str]]:
        template, say = plan.plan, self.say
        yield say("plan.length"), str(days.say_plan_length(self.messages, template))
        yield say("plan.cadence"), template.cadence
        if template.customer is not None:
            yield say("plan.customer"), template.customer

    def _milestone(self, plan: DatedPlan, milestone: DatedMilestone) -> Group:
        def task(task: DatedTask) -> Task:
            return Task(
                key=task.key,
                title=task.title,
                side=task.side,
                owner=self._who(task.owner, plan.request.names.get(task.owner)),
                anchor=plan.plan.anchor.value,
                day=task.day,
                when=str(days.say_plan_day(self.messages, plan.plan, task.day)),
                due=task.due,
                done_when="" if task.done_when is None else self.words(task.done_when),
                after=task.after,
                recurrence=task.recurrence,
                partner_types=self._titles("partner-type", task.partner_types),
                tiers=self._titles("tier", task.tiers),
            )

        return Group(
            key=milestone.id,
            title=milestone.title,
            day=milestone.day,
            when=str(days.say_plan_day(self.messages, plan.plan, milestone.day)),
            due=milestone.due,
            entry=() if milestone.entry is None else (self.words(milestone.entry),),
            tasks=tuple(map(task, milestone.tasks)),
            tests=tuple(
                Test(test.key, self.words(test.text), self._titles("partner-type", test.partner_types))
                for test in milestone.exit_tests
            ),
        )

    def _item(self, item: ChecklistItem, held: set[str]) -> Task:
        return Task(
            key=item.id,
            title=item.title,
            side=self._role(item.owner).side,
            owner=self._who(item.owner, None),
            anchor=item.due.anchor.value,
            day=item.due.day,
            when=str(days.say_due(self.messages, item.due)),
            due=None,
            done_when=self.words(item.done_when),
            after=tuple(id_ for id_ in item.depends_on if id_ in held),
            recurrence=item.recurrence,
            partner_types=self._titles("partner-type", item.partner_types),
            tiers=self._titles("tier", item.tiers),
        )

    def _titles(self, kind: str, ids: Iterable[str]) -> tuple[str, ...]:
        return tuple(self.handbook.entities[kind][id_].title for id_ in ids)

    def _role(self, id_: str) -> Role:
        return cast("Role", self.handbook.entities["role"][id_])

    def _who(self, role: str, name: str | None) -> str:
        title = self._role(role).title
        return title if name is None else f"{name} ({title})"

    def _people(self, roles: Iterable[str], names: Mapping[str, str]) -> Iterator[Person]:
        contacts = {contact.role: contact.address for contact in self.handbook.programme.contacts}
        for id_ in roles:
            role = self._role(id_)
            yield Person(id_, role.title, role.side, names.get(id_, ""), contacts.get(id_, ""))

    def _working(self, anchor: date | None) -> Working:
        years = find_holiday_years(anchor)
        if years not in self._known:
            weekdays, country = tuple(sorted(self.calendar.working_days)), self.handbook.programme.holiday_country
            self._known[years] = Working(weekdays, country, *years, self.calendar.holidays_of(*years))
        return self._known[years]

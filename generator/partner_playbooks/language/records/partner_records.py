"""Tables of partners: who they are, where they stand, what they and their people do."""

from __future__ import annotations

from partner_playbooks.language.records.record_fields import (
    MOVED_ON,
    RecordField,
    RecordTable,
    Shape,
    link_to,
)

HISTORY_FIELDS = ("type", "tier", "region")
"""The fields of partners of which a history says what they were; the owner is a person, and none of them."""
_PARTNER = link_to("partners", needed=True)

PARTNER_TABLES: tuple[RecordTable, ...] = (
    RecordTable(
        "partners",
        "One row per partner.",
        (
            RecordField("id", Shape.ID, "how the system names the partner", needed=True),
            RecordField("name", Shape.TEXT, "what it is called", needed=True),
            RecordField("type", Shape.ENTITY, "its partner type", of="partner-type"),
            RecordField("region", Shape.TEXT, "its region"),
            RecordField("tier", Shape.ENTITY, "its tier today", of="tier"),
            RecordField("owner", Shape.PERSON, "who looks after it"),
            RecordField("stage", Shape.ENTITY, "the stage in which it stands today", of="stage"),
            RecordField("applied", Shape.DATE, "the day of its application"),
            RecordField("committed", Shape.DATE, "the day on which it said yes"),
            RecordField("signed", Shape.TIME, "when both sides had signed"),
            RecordField("access_given", Shape.TIME, "when its first user had an account"),
            RecordField("first_login", Shape.DATE, "the day of the first login"),
            RecordField("activated", Shape.DATE, "the day of its activation event"),
            RecordField("ended", Shape.DATE, "the last day of the agreement"),
            RecordField("end_reason", Shape.TEXT, "why it ended", known_with="ended"),
            RecordField("sponsor_ours", Shape.PERSON, "the sponsor on our side"),
            RecordField("sponsor_theirs", Shape.PERSON, "the sponsor on the partner's side"),
            RecordField("strategic", Shape.FLAG, "whether it stands on the list of strategic partners"),
            RecordField("score", Shape.NUMBER, "its qualification score at the signature"),
            link_to("partners", "merged_into", "the id of the partner that it was merged into"),
        ),
    ),
    RecordTable(
        "partner_keys",
        "How other systems name a partner.",
        (
            _PARTNER,
            RecordField("system", Shape.TEXT, "the other system", needed=True),
            RecordField(
                "key", Shape.TEXT, "its id there, the domain of its mail addresses, a customer number", needed=True
            ),
        ),
        "learners by their mail address and customers by number find their partner",
    ),
    RecordTable(
        "stage_entries",
        "One row per stay of a partner in a stage.",
        (
            _PARTNER,
            RecordField("stage", Shape.ENTITY, "the stage", needed=True, of="stage"),
            RecordField("entered", Shape.DATE, "the day on which it began", needed=True),
            RecordField("left", Shape.DATE, "the day on which it ended; empty while it goes on"),
            RecordField("sequence", Shape.NUMBER, "the order of changes of one day"),
            RecordField(MOVED_ON, Shape.DATE, "the day on which a later stage began", derived=True),
        ),
        "how long stages take, who moved, skipped or slipped back, and where partners are stuck",
    ),
    RecordTable(
        "partner_history",
        "What a partner's record said from a day on.",
        (
            _PARTNER,
            RecordField("attribute", Shape.CHOICE, "which field", needed=True, choices=HISTORY_FIELDS),
            RecordField("at", Shape.DATE, "from when", needed=True),
            RecordField("value", Shape.TEXT, "what it said: of a tier or type, its id here"),
        ),
        "type, tier and region as they were on a past day",
    ),
    RecordTable(
        "partner_facts",
        "What is known of a partner, or of one of its registrations, from a day on.",
        (
            _PARTNER,
            link_to("registrations", about="the registration that it is said of; of the partner where it is left out"),
            RecordField("name", Shape.TEXT, "what is known: `bank_details_complete`, `health_score`", needed=True),
            RecordField("at", Shape.DATE, "from when", needed=True),
            RecordField("value", Shape.FLAG, "whether it holds, where that is what is known"),
            RecordField("number", Shape.NUMBER, "how much it is, where that is what is known"),
        ),
        "conditions of automations that no other table answers",
    ),
    RecordTable(
        "pauses",
        "A pause that both sides agreed, or a reason that is known until a day.",
        (
            _PARTNER,
            RecordField("starts", Shape.DATE, "its first day", needed=True, planned=True),
            RecordField("until", Shape.DATE, "its last day", needed=True, planned=True),
            RecordField("reason", Shape.TEXT, "why"),
            RecordField("next_step", Shape.TEXT, "what comes then"),
        ),
        "partners that wait for a known reason are not called stuck",
        ("until", "reason", "next_step"),
    ),
    RecordTable(
        "activity",
        "Something that a partner did, or that both sides did together.",
        (
            _PARTNER,
            RecordField("at", Shape.DATE, "the day", needed=True),
            RecordField(
                "kind",
                Shape.CHOICE,
                "what it was",
                needed=True,
                choices=("login", "training", "registration", "campaign", "meeting", "delivery", "win-back", "other"),
            ),
            RecordField("joint", Shape.FLAG, "whether both sides took part"),
        ),
        "who has been silent, and since when",
    ),
    RecordTable(
        "enrolments",
        "People in courses.",
        (
            _PARTNER,
            RecordField("person", Shape.PERSON, "the learner", needed=True),
            RecordField("course", Shape.TEXT, "the course or path", needed=True),
            RecordField("level", Shape.CHOICE, "what it ends in", choices=("certificate", "update", "course")),
            RecordField("role", Shape.TEXT, "the role that it certifies for"),
            RecordField("enrolled", Shape.DATE, "the day of the enrolment"),
            RecordField("completed", Shape.DATE, "the day on which it was passed"),
            RecordField("expires", Shape.DATE, "the last day of the certificate", planned=True),
            RecordField("reminders", Shape.NUMBER, "how many reminders of its end were sent"),
        ),
        "certified people, training completion, who takes part in updates, certificates that end soon",
    ),
    RecordTable(
        "prospects",
        "Organisations that may become partners.",
        (
            RecordField("id", Shape.ID, "how the list names the organisation", needed=True),
            link_to("partners", about="the partner that it became"),
            RecordField("scored", Shape.DATE, "the day on which its profile score was complete"),
            RecordField("score", Shape.NUMBER, "its profile score"),
            RecordField("approached", Shape.DATE, "the day of the first contact"),
            RecordField("applied", Shape.DATE, "the day on which its application arrived"),
            RecordField("answered", Shape.DATE, "the day on which its application was answered"),
            RecordField("signed", Shape.DATE, "the day on which both sides had signed"),
        ),
        "how well recruiting works",
    ),
    RecordTable(
        "surveys",
        "Answers of partners.",
        (
            _PARTNER,
            RecordField("at", Shape.DATE, "the day of the answer", needed=True),
            RecordField("kind", Shape.CHOICE, "which question", needed=True, choices=("recommend", "satisfaction")),
            RecordField("score", Shape.NUMBER, "the answer", needed=True),
        ),
        "how partners judge the programme, never by name",
    ),
    RecordTable(
        "agreements",
        "Terms of agreements.",
        (
            _PARTNER,
            RecordField("starts", Shape.DATE, "the first day of the term", needed=True, planned=True),
            RecordField("ends", Shape.DATE, "its last day", needed=True, planned=True),
            RecordField("notice_by", Shape.DATE, "the last day on which notice can be given", planned=True),
            RecordField("renewed", Shape.DATE, "the day of the renewal"),
        ),
        "which agreements end soon, and how many are renewed",
    ),
    RecordTable(
        "reviews",
        "Business reviews with partners.",
        (
            _PARTNER,
            RecordField("planned", Shape.DATE, "the day for which it was planned", needed=True, planned=True),
            RecordField("held", Shape.DATE, "when it was held"),
        ),
        "which reviews come up, and which were held",
    ),
    RecordTable(
        "commitments",
        "What was agreed with a partner in a review.",
        (
            _PARTNER,
            RecordField("metric", Shape.ENTITY, "the metric that is to move", needed=True, of="metric"),
            RecordField("agreed", Shape.DATE, "the day of the review", needed=True),
            RecordField("was", Shape.NUMBER, "its value on that day"),
            RecordField("aim", Shape.NUMBER, "the value agreed", needed=True),
            RecordField("by", Shape.DATE, "the last day", needed=True, planned=True),
            RecordField("owner", Shape.PERSON, "who answers for it"),
        ),
        "what was committed to at the last review, and whether it moved",
    ),
)
"""The first two, or partners with today's stage alone, are enough to begin."""

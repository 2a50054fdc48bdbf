"""What exports call the fields of records: words by which `track connect` knows a column."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

WORDS: Mapping[str, Mapping[str, str]] = {
    "partners": {
        "id": "account id|partner id|partner account id|partner no|partner number|crm id|company id|record id|id"
        "|partner key|crm ref",
        "name": "account name|partner name|company name|partner|company|account|organisation|organization|name",
        "type": "partner type|type|account type|partner model|category",
        "region": "region|sales region|territory|geo|country|billing country|area",
        "tier": "tier|partner tier|level|partner level|programme level|status level",
        "owner": "owner|account owner|partner manager|channel manager|cam|owner name|partner account manager",
        "stage": "stage|status|lifecycle stage|lifecycle phase|phase|partner stage|partner status|onboarding status",
        "applied": "application date|applied|applied on",
        "committed": "commitment date|committed|committed on|letter of intent",
        "signed": "agreement date|signed|signature date|contract date|contract start|start date|signed on|date signed",
        "access_given": "portal access|access date|access given|portal user created",
        "first_login": "first login|first portal login|first log in",
        "activated": "activation date|activated|activated on|go live|go live date",
        "ended": "end date|ended|termination date|contract end|terminated on|churn date",
        "strategic": "strategic|strategic partner|key partner",
        "score": "qualification score|score|fit score",
        "merged_into": "merged into|master record id|master id",
    },
    "stage_entries": {
        "partner": "account id|partner id|company id|partner|parent id|record id",
        "stage": "stage|new value|to stage|stage name|status|value|to",
        "entered": "entered|created date|edit date|date entered|from date|changed on|since|start date|date",
        "left": "left|exited|date exited|end date|to date|until",
    },
    "activity": {
        "partner": "account id|partner id|company id|partner",
        "at": "date|activity date|at|created date|timestamp|on",
        "kind": "kind|activity type|type|activity|event",
        "joint": "joint|with partner|both sides",
    },
    "deals": {
        "id": "opportunity id|deal id|deal no|deal number|id|record id|deal|deal reg",
        "opened": "created date|created|open date|opened|create date|registered|registered on|reg date",
        "closed": "close date|closed|closed date|closed on|won date|decided on",
        "stage": "stage|deal stage|stage name|opportunity stage",
        "updated": "last modified date|last modified|updated|last activity",
        "outcome": "outcome|result|deal status|status|won lost|is won",
        "amount": "amount|value|deal value|net value|revenue|acv|total",
        "currency": "currency|currency iso code|curr",
        "kind": "deal type|opportunity type|kind|type",
        "margin": "margin|gross margin",
        "segment": "segment|industry",
        "last_contact": "last contact|last activity date",
    },
    "deal_partners": {
        "deal": "opportunity id|deal id|deal no|deal|deal reg",
        "partner": "partner id|partner no|account to id|partner account id|partner|company id",
        "role": "role|partner role|attribution|contribution|source",
        "share": "share|split|percentage",
    },
    "registrations": {
        "id": "registration id|deal registration id|id|record id",
        "partner": "partner id|account id|partner",
        "submitted": "submitted|submitted date|created date|registration date|submitted on",
        "decided": "decided|decision date|approved date|approval date|reviewed on",
        "decision": "decision|status|approval status|result",
        "conflict": "conflict|is conflict|in conflict",
        "expires": "expires|expiry date|expiration date|valid until",
        "deal": "opportunity id|deal id|deal",
    },
    "enrolments": {
        "partner": "partner id|account id|partner|company id|company",
        "person": "email|learner|user|learner email|user email|e mail|person|name",
        "course": "course|course name|path|learning path|training",
        "level": "level|course type|type",
        "role": "role|job role",
        "enrolled": "enrolled|enrolment date|enrollment date|assigned|started",
        "completed": "completed|completion date|passed on|completed on|date completed",
        "expires": "expires|expiry date|expiration date|valid until",
    },
    "leads": {
        "id": "lead id|id|record id",
        "partner": "partner id|account id|partner|referred by",
        "submitted": "submitted|created date|submission date|date",
        "accepted": "accepted|accepted on|acceptance date|qualified on",
        "won": "won|won date|converted date|closed won",
    },
    "agreements": {
        "partner": "partner id|account id|partner",
        "starts": "start date|starts|valid from|term start",
        "ends": "end date|ends|valid until|term end|expiry date",
        "notice_by": "notice by|notice date|notice deadline",
        "renewed": "renewed|renewal date|renewed on",
    },
}
"""By table and field, the likeliest first; compared without signs, spaces or case."""


def normalise(heading: str) -> str:
    """Give a heading as it is compared: `Account_ID ` → `account id`."""
    spaced = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", heading)
    return " ".join(re.sub(r"[^a-z0-9]+", " ", spaced.lower()).split())


def list_words(table: str, field: str) -> tuple[str, ...]:
    """Give what exports call a field, the likeliest first; its own name at least."""
    own = field.replace("_", " ")
    return tuple(dict.fromkeys((*WORDS.get(table, {}).get(field, own).split("|"), own)))

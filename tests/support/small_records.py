"""A few records of six partners, of which everything is known."""

from shipped import EXAMINED

from partner_playbooks.tracking.tracking_settings import read_settings

TABLES = {
    "partners": """id,name,type,region,tier,stage,signed,ended,end_reason
A,Alder,reseller,North,silver,,2025-01-10,,
B,Birch,reseller,North,gold,,2025-02-10,,
C,Cedar,isv,South,gold,,2025-03-10,2026-08-09,no market
D,Dale,msp,South,registered,,2026-08-03,,
E,Elm,msp,South,registered,,2025-03-03,,
F,Fern,msp,South,registered,recruit,2025-03-03,,
""",
    "stage_entries": """partner,stage,entered,left
A,recruit,2025-01-01,2025-02-01
A,activate,2025-02-01,2026-08-04
A,co-market,2026-08-04,
B,co-sell,2025-05-01,2026-08-05
B,activate,2026-08-05,
C,enable,2026-01-01,
D,recruit,2026-08-02,
E,grow,2026-01-01,2026-08-06
E,co-sell,2026-08-06,
""",
    "activity": """partner,at,kind,joint
A,2026-08-10,meeting,true
B,2026-04-01,login,false
E,2026-08-14,login,false
""",
    "deals": """id,opened,closed,outcome,amount,last_contact
1,2026-06-01,2026-07-10,won,300.00,
2,2026-06-01,2026-08-10,won,100.00,
3,2026-06-01,,open,250.00,2026-08-12
4,2026-06-01,2026-05-10,won,999.00,
""",
    "deal_partners": """deal,partner,role
1,A,sourced
2,B,sourced
2,E,influenced
3,E,sourced
""",
    "agreements": """partner,starts,ends,notice_by,renewed
A,2025-09-01,2026-08-31,2026-08-20,
B,2025-10-01,2026-09-30,2026-10-01,2026-07-01
C,2025-09-01,2026-08-31,2026-08-20,
""",
    "enrolments": """partner,person,course,level,completed,expires
B,x@b.example,Path,certificate,2025-10-01,2026-10-01
B,y@b.example,Path,certificate,2025-10-01,2026-10-01
A,z@a.example,Path,certificate,,2026-10-01
""",
    "reviews": """partner,planned,held
A,2026-11-10,
A,2026-08-14,
""",
    "pauses": """partner,starts,until,reason,next_step
F,2026-08-01,2026-09-01,holidays,call
""",
    "targets": """metric,period,region,owner,value
sourced-revenue,2026-Q3,,,1000
sourced-revenue,2026-Q3,North,,400
sourced-revenue,2026-Q3,,somebody@example.com,1
qualified-partners-signed,2025-Q1,,,5
sourced-revenue,2026-13,,,5
revenue,2026,,,5
""",
    "control_totals": """metric,period,expected,source
sourced-revenue,2026-07,300,finance
sourced-revenue,2026-08,90.5,finance
""",
}


def write_project(folder, tables=TABLES):
    (folder / "records").mkdir()
    lines = ["zone: UTC", "tables:"]
    for name, text in tables.items():
        (folder / "records" / f"{name}.csv").write_text(text, encoding="utf-8")
        headings = text.partition("\n")[0].split(",")
        columns = ", ".join(f"{heading}: {heading}" for heading in headings)
        lines.append(f"  {name}: {{file: records/{name}.csv, columns: {{{columns}}}}}")
    placed, found = read_settings("\n".join(lines).encode(), EXAMINED.handbook)
    assert found == []
    return placed

"""A session as a spreadsheet, both ways."""

from __future__ import annotations

import streamlit as st

from common.elements_page import plain, show_problems
from common.problems import ProblemsFound
from workshops.desk import Desk
from workshops.sessions import Session
from workshops.workbook import read_workbook, session_workbook


def spreadsheet(desk: Desk, session: Session) -> None:
    """Out as a workbook, and back in with every problem named by its cell."""
    say = desk.say
    st.caption(say("For those who insist: the items of this session as a workbook to fill in and bring back."))
    st.download_button(
        say("Download the workbook"),
        lambda: session_workbook(session, desk.project, desk.functional_map, say),
        file_name="crible.xlsx",
        mime="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        icon=":material/download:",
        key=f"sheet-{session.id}",
    )
    upload = st.file_uploader(say("A filled-in workbook (.xlsx), 5 MB at most"), type=["xlsx"], key=f"up-{session.id}")
    if upload is None:
        return
    try:
        sheet = read_workbook(upload.getvalue(), upload.name, desk.functional_map)
    except ProblemsFound as found:
        show_problems(found.problems, say, say("This workbook was not taken in; nothing changed. Put these right:"))
        return
    st.success(say("{name}: {count} answers, ready to be taken in.", name=plain(sheet.voter), count=len(sheet.marks)))
    joined = [voter.name for voter in desk.store.polls.voters(desk.project_id)]
    new = say("A new voter")
    whose = st.selectbox(
        say("Whose answers are they?"),
        [new, *joined],
        joined.index(sheet.voter) + 1 if sheet.voter in joined else 0,
        key=f"whose-{session.id}",
    )
    if not st.button(say("Take them in"), type="primary", key=f"take-{session.id}"):
        return
    polls, known = desk.store.polls, desk.functional_map
    name = polls.join(desk.project_id, sheet.voter, sheet.department)[1].name if whose == new else whose
    receipts = polls.enter(desk.project_id, name, sheet.marks, known.domain_of, known.top)
    refused = [receipt.item for receipt in receipts if receipt.refusal]
    st.success(say("Taken in as {name}: {count} answers.", name=plain(name), count=len(receipts) - len(refused)))
    if refused:
        st.warning(say("Not taken, because no open session asks for them: {items}.", items=", ".join(refused)))

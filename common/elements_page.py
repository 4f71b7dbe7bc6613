"""Small parts that the pages share, so that they look and speak alike."""

from __future__ import annotations

from collections.abc import Iterable

import streamlit as st

from common.languages import Language
from common.problems import Problem


def heading(title: str, purpose: str) -> None:
    """A page's name and, in one line, what it is for."""
    st.header(title, anchor=False)
    st.caption(purpose)


def show_problems(problems: Iterable[Problem], say: Language, intro: str) -> None:
    """Every problem of an input, one a line, under a sentence that says what happened."""
    lines = [str(problem) for problem in problems]
    st.error(intro, icon=":material/error:")
    st.code("\n".join(lines), language=None, wrap_lines=True)


def plain(text: str) -> str:
    """Somebody's words as Markdown that shows exactly them: nothing in them is markup."""
    return "".join("\\" + c if c in "\\`*_{}[]()<>#+-.!|~$:^=" else c for c in text).replace("\n", "  \n")


def link(url: str, words: str) -> str:
    """An address under ``words`` (Markdown); it holds nothing that would end the link early."""
    address = url.replace("(", "%28").replace(")", "%29").replace("<", "%3C").replace(">", "%3E")
    return f"[{words}]({address})"

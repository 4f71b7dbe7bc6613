"""The command shell: the same core as the app, for scripts, editors and CI.

Each command imports the rooms that it needs itself, so that every command starts at once.
"""

from __future__ import annotations

import contextlib
import functools
import importlib
import json
import os
import sys
import threading
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Annotated, Any, TypeVar
from urllib.parse import urlsplit

import typer

from common.problems import Problem, ProblemsFound
from common.settings import ROOT, Settings

app = typer.Typer(
    name="crible",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    help="Choose a CRM from real needs: the functional map, the catalogue, the shortlist.",
)
map_app = typer.Typer(no_args_is_help=True, help="The functional map.")
catalog_app = typer.Typer(no_args_is_help=True, help="The catalogue of products.")
app.add_typer(map_app, name="map")
app.add_typer(catalog_app, name="catalog")

PANGO = "the library Pango: sudo apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
SETTINGS = Settings.from_environment()
MapDir = Annotated[Path, typer.Option("--map", help="A folder like criteria/map/.", show_default=False)]
CatalogDir = Annotated[Path, typer.Option("--catalog", help="A folder like catalog/.", show_default=False)]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON document and nothing else.")]
Year = Annotated[int | None, typer.Argument(help="Default: the latest year.", show_default=False)]
ProjectFile = Annotated[Path, typer.Argument(metavar="FILE", help="A project, *.crible.yaml.")]

Command = TypeVar("Command", bound=Callable[..., Any])


def says_problems(command: Command) -> Command:
    """Answer problems with their lines on standard error and exit code 1, never with a trace back."""

    @functools.wraps(command)
    def wrapped(*args: Any, **kwargs: Any) -> Any:
        try:
            return command(*args, **kwargs)
        except ProblemsFound as found:
            for problem in found.problems:
                print(problem, file=sys.stderr)
            raise typer.Exit(1) from None

    return wrapped  # type: ignore[return-value]


def report_checks(problems: Iterable[Problem], as_json: bool, summary: dict[str, Any]) -> None:
    """Print what a check found; exit 1 where there is an error."""
    found = sorted(problems, key=lambda p: (p.file, p.line))
    errors = [problem for problem in found if problem.severity == "error"]
    if as_json:
        keys = ("file", "line", "path", "message", "expected", "severity")
        print_json({**summary, "problems": [{key: getattr(p, key) for key in keys} for p in found]})
    else:
        for problem in found:
            print(problem)
        if not errors:
            print(", ".join(f"{key}: {value}" for key, value in summary.items()) + ": no errors")
    if errors:
        raise typer.Exit(1)


def print_json(document: Any) -> None:
    print(json.dumps(document, ensure_ascii=False, indent=2, allow_nan=False))


@map_app.command("check")
@says_problems
def map_check(map_dir: MapDir = SETTINGS.map_dir, as_json: AsJson = False) -> None:
    """List every problem of the map."""
    from criteria.load import check_map

    value, problems = check_map(map_dir)
    report_checks(problems, as_json, {"items": len(value.items)} if value else {})


@map_app.command("stats")
@says_problems
def map_stats_command(map_dir: MapDir = SETTINGS.map_dir, as_json: AsJson = False) -> None:
    """Count what the map holds."""
    from criteria import load_map
    from criteria.stats import map_stats

    print_stats(map_stats(load_map(map_dir)), as_json)


@catalog_app.command("check")
@says_problems
def catalog_check(
    year: Year = None,
    map_dir: MapDir = SETTINGS.map_dir,
    catalog_dir: CatalogDir = SETTINGS.catalog_dir,
    as_json: AsJson = False,
) -> None:
    """List every problem of a year of the catalogue."""
    from catalog.load import check_catalogue
    from criteria import load_map

    value, problems = check_catalogue(catalog_dir, load_map(map_dir), year)
    report_checks(problems, as_json, {"year": value.year, "products": len(value.products)} if value else {})


@catalog_app.command("stats")
@says_problems
def catalog_stats(
    year: Year = None,
    map_dir: MapDir = SETTINGS.map_dir,
    catalog_dir: CatalogDir = SETTINGS.catalog_dir,
    as_json: AsJson = False,
) -> None:
    """Count what a year of the catalogue holds: products, cells, bases, sources."""
    from catalog.load import load_catalogue
    from catalog.stats import catalogue_stats
    from criteria import load_map

    print_stats(catalogue_stats(load_catalogue(catalog_dir, load_map(map_dir), year)), as_json)


@catalog_app.command("sample")
@says_problems
def catalog_sample(
    size: Annotated[int, typer.Argument(metavar="N", min=1, help="How many cells.")],
    year: Year = None,
    seed: Annotated[int, typer.Option(help="The same seed draws the same cells.")] = 0,
    lang: Annotated[str, typer.Option(help="Language of the criteria.")] = "en",
    map_dir: MapDir = SETTINGS.map_dir,
    catalog_dir: CatalogDir = SETTINGS.catalog_dir,
    as_json: AsJson = False,
) -> None:
    """Draw random documented cells with source, criterion and level: a checklist for a second reader."""
    from catalog.load import load_catalogue
    from catalog.sample import checklist, draw_sample, sample_json
    from criteria import load_map

    functional_map = load_map(map_dir)
    if lang not in functional_map.languages:
        raise typer.BadParameter(f"the map speaks {', '.join(functional_map.languages)}", param_hint="--lang")
    sample = draw_sample(load_catalogue(catalog_dir, functional_map, year), functional_map, size, seed)
    if not as_json:
        print(checklist(sample, lang))
        return
    print_json(sample_json(sample))


@catalog_app.command("schema")
def catalog_schema(as_json: AsJson = True) -> None:
    """Print JSON Schemas of the files, for editors."""
    from catalog.schema import schemas

    print_json(schemas())


@app.command()
@says_problems
def rank(
    file: ProjectFile,
    draws: Annotated[int, typer.Option(help="How often the doubts are drawn; 0: not at all.")] = 10_000,
    seed: Annotated[int, typer.Option(help="The same seed gives the same digits.")] = 0,
    weights: Annotated[str, typer.Option(help="Domain weights drawn: from the votes, or uniform.")] = "votes",
    doubts: Annotated[str, typer.Option(help="Which are drawn.")] = "ratings,requirements,weights",
    map_dir: MapDir = SETTINGS.map_dir,
    catalog_dir: CatalogDir = SETTINGS.catalog_dir,
    as_json: AsJson = False,
) -> None:
    """Rank the catalogue's products for a project, and say how sure that is."""
    from shortlist.console import ranking_lines
    from shortlist.dossier import open_dossier
    from shortlist.export import ranking_json
    from shortlist.sureness import sureness
    from shortlist.vendor_answers import overlays

    wanted = read_doubts(draws, seed, weights, doubts)
    dossier = open_dossier(file, map_dir, catalog_dir)
    sure = sureness(dossier.contest, dossier.project, wanted) if wanted else None
    if as_json:
        answers = overlays(dossier.published, dossier.project.answers)
        print_json(ranking_json(dossier.ranking, dossier.project.frame, dossier.functional_map, answers, sure, seed))
    else:
        print("\n".join(ranking_lines(dossier, sure)))


def read_doubts(draws: int, seed: int, weights: str, doubts: str) -> Any:
    """The doubts as the options say them; None for 0 draws."""
    from shortlist.doubts import DOUBTS, MODES, MOST_DRAWS, Doubts

    which = [word.strip() for word in doubts.split(",")]
    checks: list[tuple[str, Iterable[str], Iterable[str]]] = [
        ("--weights", [weights], MODES),
        ("--doubts", which, DOUBTS),
    ]
    for option, words, known in checks:
        for word in words:
            if word not in known:
                raise typer.BadParameter(f"{word!r} is not known, expected {', '.join(known)}", param_hint=option)
    if not 0 <= draws <= MOST_DRAWS:
        raise typer.BadParameter(f"{draws:,} draws cannot be made, expected 0 to {MOST_DRAWS:,}", param_hint="--draws")
    try:
        asked = Doubts(draws=max(draws, 1), seed=seed, weights=weights, which=frozenset(which))  # type: ignore[arg-type]
    except ValueError as error:
        raise typer.BadParameter(str(error), param_hint="--seed" if seed < 0 else "--weights") from None
    return asked if draws else None


@app.command()
@says_problems
def report(
    file: ProjectFile,
    output: Annotated[Path, typer.Option("-o", "--output", help="The PDF to write.")],
    lang: Annotated[str | None, typer.Option("--lang", help="fr or en; default: the project's.")] = None,
    map_dir: MapDir = SETTINGS.map_dir,
    catalog_dir: CatalogDir = SETTINGS.catalog_dir,
) -> None:
    """Write the shortlist document as a PDF."""
    from common.files import write_whole
    from common.languages import NAMES, choose
    from shortlist.dossier import open_dossier
    from shortlist.pdf import PdfUnavailableError, shortlist_pdf

    if lang is not None and lang not in NAMES:
        raise typer.BadParameter(f"{lang!r} is not a language of documents: {', '.join(NAMES)}", param_hint="--lang")
    if output.is_dir() or not output.parent.is_dir():
        raise ProblemsFound(
            [Problem(str(output), 1, "", "the PDF cannot be written here", "a file in a folder that exists")]
        )
    dossier = open_dossier(file, map_dir, catalog_dir)
    try:
        write_whole(output, shortlist_pdf(dossier, choose(lang or dossier.project.project.language)))
    except PdfUnavailableError:
        raise ProblemsFound([Problem(str(output), 1, "", "no PDF can be made here", PANGO)]) from None
    except OSError as error:
        raise ProblemsFound(
            [Problem(str(output), 1, "", f"the file cannot be written ({error.strerror})", "room")]
        ) from None


@app.command()
def run(
    port: Annotated[int, typer.Option(help="Where to listen.")] = 8501,
    lan: Annotated[
        bool, typer.Option("--lan", help="For other devices too; the facilitator signs in by a key.")
    ] = False,
) -> None:
    """Start the app on this machine and open it in the browser."""
    os.chdir(ROOT)
    listen = "0.0.0.0" if lan else "127.0.0.1"  # noqa: S104 - asked for, and behind a sign-in
    options = [f"--server.port={port}", f"--server.address={listen}"]
    if lan or SETTINGS.key:
        from workshops.access import network_address, new_key

        here = network_address() if lan else "127.0.0.1"
        key = os.environ.setdefault("CRIBLE_KEY", new_key())
        reached = os.environ.setdefault("CRIBLE_ADDRESS", f"http://{here}:{port}")
        options.append(f"--browser.serverAddress={urlsplit(reached).hostname}")
        print(f"Facilitator: {reached}/?key={key}\nVoters:      {reached}/?join", flush=True)
    from streamlit.web.cli import main as streamlit

    if not lan and sys.stdout.isatty() and (os.environ.get("DISPLAY") or sys.platform in ("darwin", "win32")):
        options.append("--server.headless=false")
    sys.argv = ["streamlit", "run", str(ROOT / "app.py"), *options]
    threading.Thread(target=warm_up, daemon=True).start()
    streamlit()


def warm_up() -> None:
    """What the first screen needs is fetched while the server starts and the browser opens, not after."""
    from catalog import shipped_catalogue
    from criteria import shipped_map

    for page in sorted(ROOT.glob("*/*_page.py")):
        importlib.import_module(f"{page.parent.name}.{page.stem}")
    with contextlib.suppress(ProblemsFound):  # the first screen will say what is wrong
        shipped_map()
        shipped_catalogue()


def print_stats(stats: dict[str, Any], as_json: bool) -> None:
    if as_json:
        print_json(stats)
        return
    for key, value in stats.items():
        if key == "by_product":
            for product, counts in value.items():
                print(f"  {product}: {counts['rated']} rated, {counts['unknown']} unknown, {counts['by_basis']}")
        else:
            print(f"{key}: {value}")


def main() -> None:
    """Entry point of the console command."""
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(encoding="utf-8")
    app()

"""The command `kb`: arguments in, text or JSON and an exit status out.

Status 0: done; 1: the content or the input is at fault; 2: the command was used wrongly; 130: interrupted.
"""

import json
import os
import signal
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kb.collecting import collecting_later
from kb.errors import KbError, UsageError, reason_of
from kb.languages import CODES, DEFAULT, find_language
from kb.library import Library, build_library
from kb.places import content_folder, data_folder
from kb.reading.cache import ParseCache
from kb.reading.content import Content, ContentReader

if TYPE_CHECKING:
    from kb.search.answers import Query
    from kb.search.meaning import MeaningModel
    from kb.vectors.queries import Aside

content_option = click.option(
    "--content", metavar="DIR", help="Folder of the content (default: $KB_CONTENT, else the shipped content)."
)
format_option = click.option(
    "--format", "shape", type=click.Choice(["text", "json"]), default="text", show_default=True, help="Output."
)


class _Commands(click.Group):
    """Turns what the user can mend into a line of text and exit status 1, or 2 for wrong usage."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            with _no_interruption_ignored():
                return super().invoke(ctx)
        except UsageError as error:
            raise click.UsageError(str(error)) from error
        except KbError as error:
            click.echo(f"kb: {error}", err=True)
            sys.exit(1)
        except BrokenPipeError:
            # Whoever read the output had enough: click ends quietly.
            raise
        except OSError as error:
            named = f"{error.filename}: " if error.filename else ""
            click.echo(f"kb: {named}{reason_of(error)}; mend that and try again", err=True)
            sys.exit(1)
        except KeyboardInterrupt:
            click.echo("kb: interrupted", err=True)
            sys.exit(128 + signal.SIGINT)


@contextmanager
def _no_interruption_ignored() -> Iterator[None]:
    """End where Python would tell of an interruption, and go on: one that came while it tidied up after itself."""
    before = sys.unraisablehook

    def end(ignored: "sys.UnraisableHookArgs") -> None:
        if not issubclass(ignored.exc_type, KeyboardInterrupt):
            before(ignored)
            return
        click.echo("kb: interrupted", err=True)
        # Nothing that is raised here gets out. What stands half made goes at the next start, as after SIGKILL.
        os._exit(128 + signal.SIGINT)

    sys.unraisablehook = end
    try:
        yield
    finally:
        sys.unraisablehook = before


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="rolebook", prog_name="kb")
def main() -> None:
    """Rolebook: job descriptions in several languages, linked clause by clause."""


@main.command()
@content_option
@click.option(
    "--format",
    "shape",
    type=click.Choice(["text", "json", "csv"]),
    default="text",
    show_default=True,
    help="Output.",
)
@click.option("--fix", is_flag=True, help="Mend what has one right answer, and show the difference.")
@click.option("--dry-run", is_flag=True, help="With --fix: only show the difference.")
@click.option("--accept", "unit", metavar="UNIT", help="Accept what --rule finds in a unit, a role, or all.")
@click.option("--rule", help="The rule whose findings are accepted.")
@click.option("--language", help="The language in which they are accepted.")
@click.option("--reason", help="Why they may stand.")
@click.option("--by", help="Who says so (default: the user's name).")
def check(
    content: str | None, shape: str, fix: bool, dry_run: bool, unit: str | None, **accepting: str | None
) -> None:
    """Say what is wrong with the content, all of it, as path:line: what is wrong; what to do.

    That includes what the translators' checks find; docs/checks.md explains their rules. A finding that may stand
    is accepted, and comes back when its wording or source changes. Exit status 1 if anything is an error; warnings
    and notes leave it at 0.

    With --fix, what has one right answer is mended first, and the difference shown: marks of lists, headings,
    emphasis around them, unseen signs, indentation, spaces before units. No word is touched.

    Example: kb check --accept office-manager#keep-reports --rule length --language no --reason "said so"
    """
    from kb.bitext import commands

    if dry_run and not fix:
        raise click.UsageError("--dry-run says what --fix would do; give both")
    folder = content_folder(content)
    if fix:
        _fix(folder, dry_run=dry_run, aside=shape != "text")
    read = _read(folder)
    desk = commands.desk_of(read, folder, drafts=True)
    if unit is not None:
        click.echo(commands.accept(desk, folder, unit, **accepting))
        return
    problems = (*read.problems, *desk.problems())
    report = commands.check_report(desk, problems, shape)
    click.echo(report.output, nl=False)
    if shape != "json":
        click.echo("\n".join((_summary(report.severities), *report.remarks)), err=True)
    sys.exit("error" in report.severities)


def _fix(folder: Path, *, dry_run: bool, aside: bool) -> None:
    """Tidy the files of *folder*, and print how: *aside* where the output is for programs."""
    from kb.writing.fixing import fix_content

    for fixed in fix_content(folder, dry_run=dry_run):
        if fixed.difference:
            click.echo(fixed.difference, err=aside)
        else:
            click.echo(f"kb: {fixed.path} is left as it is; tidy it by hand", err=True)


def _summary(severities: Sequence[str]) -> str:
    if not severities:
        return "No problems."
    counts = {severity: severities.count(severity) for severity in ("error", "warning", "note")}
    parts = (f"{count} {severity}{'s' if count > 1 else ''}" for severity, count in counts.items() if count)
    return ", ".join(parts) + "."


@main.command()
@click.argument("selection", metavar="ROLE[#CONCEPT]")
@content_option
@click.option("--language", required=True, help="The language of the wordings that were checked.")
@click.option("--by", help="Who checked them (default: the user's name).")
@click.option("--minor", is_flag=True, help="The source changed and means the same: wordings stay current.")
def review(content: str | None, selection: str, language: str, by: str | None, minor: bool) -> None:
    """Record that wordings were checked against their source as it stands, in content/<language>/reviews.csv.

    Names a role, one of its clauses, guide:ID, glossary, term:ID, or all. --minor with the language of the source
    keeps the wordings of all other languages current.

    Example: kb review key-account-manager#set-discounts --language no
    """
    from kb.bitext import commands

    folder = content_folder(content)
    desk = commands.desk_of(_read(folder), folder, drafts=True)
    for line in commands.review(desk, folder, selection, language, by, minor=minor):
        click.echo(line)


@main.command()
@click.argument("words")
@content_option
@click.option("--language", help="Look in one language (default: in all).")
@click.option("--section", "sections", multiple=True, help="Look in sections of this kind alone; may repeat.")
@click.option("--role", "roles", multiple=True, help="Look in this role alone; may repeat.")
@format_option
def concordance(
    content: str | None,
    words: str,
    language: str | None,
    sections: Sequence[str],
    roles: Sequence[str],
    shape: str,
) -> None:
    """Show every place where words stand, in any inflection, with what says the same in the other languages.

    Example: kb concordance "accounts receivable" --section duties
    """
    from kb.bitext import commands

    folder = content_folder(content)
    desk = commands.desk_of(_read(folder), folder, drafts=False)
    click.echo(commands.concordance(desk, words, language, sections, roles, shape), nl=False)


@main.command()
@content_option
def index(content: str | None) -> None:
    """Build the search index of the content, unless it is there already.

    kb serve and kb search do the same by themselves; this is for doing it beforehand.

    Example: kb index --content my-content
    """
    from kb.search.snapshot import open_snapshot

    folder = content_folder(content)
    library = build_library(_read(folder))
    open_snapshot(library, data_folder(folder), _report).close()
    click.echo(f"Indexed {_counts(library)} of {folder}.")


@main.command()
@content_option
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen at.")
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="Port to listen at.")
@click.option("--no-reload", is_flag=True, help="Do not notice when content files change.")
@click.option("--drafts", is_flag=True, help="Show drafts too, marked as such.")
def serve(content: str | None, host: str, port: int, no_reload: bool, drafts: bool) -> None:
    """Serve the site.

    With the extra [semantic] it searches by meaning, too; KB_MEANING=off leaves that out.
    KB_BASE_URL (https://example.org) makes addresses absolute in links for search engines;
    KB_EDIT_URL (https://example.org/edit/{path}#L{line}) leads translators from a wording to its line;
    KB_TRUSTED_PROXIES (a number) says how many proxies stand in front.

    Example: kb serve --port 8080 --drafts
    """
    with collecting_later():
        from kb.web.app import compile_templates, create_app
        from kb.web.desks import Desks
        from kb.web.live import LiveContent
        from kb.web.server import listen
        from kb.web.settings import read_settings
        from kb.web.threads import Threads

    folder = content_folder(content)
    settings, threads = read_settings(os.environ), Threads()
    live = LiveContent(
        folder,
        data_folder(folder),
        drafts=drafts,
        reload=not no_reload,
        report=_report,
        meaning=_meaning(folder, threads.aside) if settings.meaning else None,
    )
    app = create_app(live, settings, Desks(folder, data_folder(folder)))
    with listen(app, host, port, threads) as server:
        try:
            live.open(
                lambda snapshot: click.echo(f"Serving {_counts(snapshot.library)} of {folder} at {server.address}")
            )
            compile_templates(app)
            server.run()
        finally:
            live.close()


@main.command()
@click.argument("query")
@content_option
@click.option("--reader", default=DEFAULT.code, show_default=True, help="Language to show the hits in.")
@click.option("--limit", type=int, default=10, show_default=True, help="How many hits at most.")
@click.option("--meaning", is_flag=True, help="Search by meaning, too (with the extra [semantic]).")
@format_option
def search(query: str, content: str | None, reader: str, limit: int, meaning: bool, shape: str) -> None:
    """Search as the site does.

    The JSON is the object that /api/v1/search answers.

    Example: kb search "дебиторская задолженность" --reader no
    """
    from kb.search.snapshot import open_snapshot
    from kb.search.standin import DataFolder
    from kb.web.api.objects import answer_json

    asked = _query(query, reader, limit)
    folder = content_folder(content)
    model = _meaning(folder) if meaning else None
    if meaning and model is None:
        raise KbError("search by meaning needs the extra: pip install 'rolebook[semantic]'")
    library = build_library(_read(folder))
    data = DataFolder(data_folder(folder), _report)
    snapshot = data.use(lambda place: open_snapshot(library, place, _report, model))
    try:
        if snapshot.meaning is not None:
            snapshot.meaning.wait()
        answer = answer_json(snapshot.search(asked), snapshot.library)
    finally:
        snapshot.close()
        data.close()
        if model is not None:
            model.close()
    if shape == "json":
        _print_json(answer)
    else:
        _print_answer(answer)


def _query(text: str, reader: str, limit: int) -> "Query":
    from kb.search.answers import MAXIMUM_LIMIT, MAXIMUM_QUERY_LENGTH, Query

    language = find_language(reader)
    if language is None:
        raise click.BadParameter(f"no such language; name one of {', '.join(CODES)}", param_hint="--reader")
    if len(text) > MAXIMUM_QUERY_LENGTH:
        raise UsageError(
            "query_too_long", f"the query has {len(text)} characters; use at most {MAXIMUM_QUERY_LENGTH}"
        )
    return Query(text, language.code, limit=max(1, min(MAXIMUM_LIMIT, limit)))


def _print_answer(answer: dict[str, Any]) -> None:
    if answer["meaning"] == "failed":
        click.echo("(Search by meaning is unavailable.)")
    for note in answer["notes"]:
        click.echo(f"({note['message']})")
    if answer["term"]:
        click.echo(f"{answer['term']['title']}: {_without_tags(answer['term']['html'])}\n")
    for number, hit in enumerate(answer["hits"], start=1):
        click.echo(f"{number}. {_without_tags(hit['text']['html'])}")
        roles = ", ".join(role["title"] for role in hit["roles"])
        click.echo(f"   {hit['title']}{f' · {roles}' if roles else ''} · {hit['id']}")
        for text in hit["matched"]["texts"]:
            is_other = hit["kind"] == "clause" and text["html"] != hit["text"]["html"]
            if is_other or text["language"] != hit["text"]["language"]:
                click.echo(f"   {text['language']}: {_without_tags(text['html'])}")
    click.echo(f"{len(answer['hits'])} of {answer['total']}", err=True)


def _without_tags(html: str) -> str:
    from kb.reading.rendering import plain_text

    marked = html.replace("<mark>", "\x02").replace("</mark>", "\x03")
    start, end = ("\x1b[1m", "\x1b[0m") if sys.stdout.isatty() else ("", "")
    return plain_text(marked).replace("\x02", start).replace("\x03", end)


@main.command()
@content_option
@format_option
def status(content: str | None, shape: str) -> None:
    """Say how complete each language is, what waits for a translator, and which reviews are overdue.

    Example: kb status --format json
    """
    from kb.bitext import commands

    folder = content_folder(content)
    desk = commands.desk_of(_read(folder), folder, drafts=False)
    click.echo(commands.status(desk, shape), nl=False)


def _read(folder: Path) -> Content:
    """Read a content; files that are as they were when they were read last are not parsed again."""
    reader = ContentReader(folder, ParseCache(data_folder(folder)))
    content = reader.read()
    reader.keep()
    return content


def _meaning(folder: Path, aside: "Aside" = nullcontext) -> "MeaningModel | None":
    """Return the model of meaning for a content, which is waited for in *aside*; None without the extra."""
    from kb.search.meaning import MeaningModel
    from kb.vectors.model import is_installed

    return MeaningModel(data_folder(folder), aside) if is_installed() else None


def _counts(library: Library) -> str:
    roles, clauses = _counted(library.roles, "role"), _counted(library.clauses, "clause")
    guides, terms = _counted(library.guides, "guide"), _counted(library.terms, "term")
    return f"{roles}, {clauses}, {guides} and {terms} in {', '.join(library.languages) or 'no language'}"


def _counted(things: Sequence[object], name: str) -> str:
    return f"{len(things)} {name}{'' if len(things) == 1 else 's'}"


def _report(line: str) -> None:
    # Threads report, too, and go on when the terminal that they were started from is gone.
    with suppress(OSError):
        click.echo(line, err=True)


def _print_json(value: dict[str, Any]) -> None:
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))

"""The language server, as a real editor sees it over standard input and output."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from postlint.cli import postlint

pytest.importorskip("pygls", reason="the language server is an extra: pip install 'postlint[lsp]'")

from lsprotocol import types

from tests.editor import Editor, session
from tests.webserver import Reply, web_server

HEAD = "---\r\ntitle: 😀 A day at sea\r\n---\r\n\r\n"
FAULTS = "😀😀 We saw teh sea 🌊, on Wednesday, 3 March 2026.\r\n\r\nIt was the the end. 😀 And it recieve rain.\r\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path.parent / f"{tmp_path.name}.cache"))
    (tmp_path / "post.md").write_bytes(f"{HEAD}All is well.\r\n".encode())
    return tmp_path


def everywhere(text: str) -> types.Range:
    return types.Range(types.Position(0, 0), types.Position(text.count("\n") + 1, 0))


def fixed(folder: Path, text: str) -> str:
    """What `--fix` makes of a text."""
    file = folder / "fixed.md"
    file.write_bytes(text.encode())
    CliRunner().invoke(postlint, ["check", "--fix", "fixed.md"])
    after = file.read_bytes().decode()
    file.unlink()
    return after


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8", "utf-32"])
def test_a_session_ends_as_a_fix_in_the_terminal_does(folder: Path, encoding: str) -> None:
    async def script(editor: Editor) -> None:
        uri = editor.open("post.md")
        assert await editor.found(uri) == []
        editor.type(uri, HEAD + FAULTS)
        found = await editor.found(uri)
        assert [(one.code, editor.marked(uri, one)) for one in found] == [
            ("known-typo", "teh"),
            ("wrong-weekday", "Wednesday, 3 March 2026"),
            ("repeated-word", "the the"),
            ("known-typo", "recieve"),
        ]
        fix = (await editor.actions(uri, everywhere(FAULTS), "source.fixAll"))[0]
        assert fix.edit
        editor.apply(fix.edit)
        assert [one.code for one in await editor.found(uri)] == ["wrong-weekday"]
        assert editor.texts[uri] == fixed(folder, HEAD + FAULTS)

    session(Editor(folder, (encoding,)), script)


def test_quick_fixes_one_by_one(folder: Path) -> None:
    """Safe fixes are preferred, unsafe ones say so; all together they make what --fix --unsafe-fixes makes."""

    text = FAULTS.replace("Wednesday, 3 March 2026", "the <shore> side")

    async def script(editor: Editor) -> None:
        uri = editor.open("post.md", HEAD + text)
        titles = []
        while found := await editor.found(uri):
            actions = [one for one in await editor.actions(uri, found[0].range, "quickfix") if one.edit]
            titles.append((actions[0].title, actions[0].is_preferred))
            assert actions[0].edit
            editor.apply(actions[0].edit)
        assert titles == [
            ("Replace “teh” with “the”", True),
            ("Replace “<shore>” with “`<shore>`” (unsafe: look twice)", False),
            ("Replace “the the” with “the”", True),
            ("Replace “recieve” with “receive”", True),
        ]
        file = folder / "fixed.md"
        file.write_bytes((HEAD + text).encode())
        CliRunner().invoke(postlint, ["check", "--fix", "--unsafe-fixes", "fixed.md"])
        assert editor.texts[uri].encode() == file.read_bytes()

    session(Editor(folder), script)


def test_silence_with_a_reason(folder: Path) -> None:
    async def script(editor: Editor) -> None:
        uri = editor.open("post.md", HEAD + FAULTS)
        found = await editor.found(uri)
        silence = next(one for one in await editor.actions(uri, found[1].range) if one.title.startswith("Silence"))
        assert await editor.run(silence, "as the poster said it")
        assert "<!-- postlint-disable-next-line wrong-weekday: as the poster said it -->\r\n" in editor.texts[uri]
        assert "wrong-weekday" not in [one.code for one in await editor.found(uri)]
        found = await editor.found(uri)
        silence = next(one for one in await editor.actions(uri, found[-1].range) if one.title.startswith("Silence"))
        assert await editor.run(silence)
        [chosen] = editor.selected
        assert chosen.selection
        text = editor.texts[uri]
        marked = text[editor.at(text, chosen.selection.start) : editor.at(text, chosen.selection.end)]
        assert marked == "why this is right here"
        assert not await editor.run(silence, "no --> reason")
        assert "a reason cannot hold" in (await editor.until(lambda: editor.messages))[-1]

    session(Editor(folder), script)


def test_an_accepted_word_is_right_at_once(folder: Path) -> None:
    async def script(editor: Editor) -> None:
        uri = editor.open("post.md", f"{HEAD}The recieve flag is ours.\n")
        found = await editor.found(uri)
        accept = next(one for one in await editor.actions(uri, found[0].range) if one.title.startswith("Accept"))
        assert accept.title == "Accept “recieve” on this site"
        assert await editor.run(accept)
        await editor.until(lambda: editor.codes(uri) == [])
        assert (folder / "postlint.toml").read_text() == 'words.accept = ["recieve"]\n'

    session(Editor(folder), script)


def test_settings_and_site_are_read_anew(folder: Path) -> None:
    """With and without word of what changed; settings that cannot be used are told, and hold nothing up."""
    (folder / "map.md").write_text("# Map\n")
    (folder / "eleventy.config.js").write_text('module.exports = () => ({ dir: { input: "." } });\n')

    async def script(editor: Editor) -> None:
        uri = editor.open("post.md", f"{HEAD}We saw teh [map](map.md).\n")
        assert [one.code for one in await editor.found(uri)] == ["known-typo", "missing-page"]
        assert [one.method for one in await until_registered(editor)] == ["workspace/didChangeWatchedFiles"]
        (folder / "eleventy.config.js").unlink()  # a link to the file is right again where no generator renames it
        editor.touched("eleventy.config.js")
        await editor.until(lambda: editor.codes(uri) == ["known-typo"])
        (folder / "postlint.toml").write_text('ignore = ["known-typo"]\n')
        editor.type(uri, editor.texts[uri] + "\n")  # no word of the file: the next check sees it
        assert await editor.found(uri) == []
        (folder / "postlint.toml").write_text('ignore = ["known-tpyo"]\n')
        editor.touched("postlint.toml")
        [said] = await editor.until(lambda: editor.messages)
        assert "unknown rule or family `known-tpyo`; did you mean `known-typo`?" in said
        (folder / "postlint.toml").unlink()
        editor.touched("postlint.toml")
        await editor.until(lambda: editor.codes(uri) == ["known-typo"])

    session(Editor(folder), script)


async def until_registered(editor: Editor) -> list[types.Registration]:
    await editor.until(lambda: editor.published)
    return editor.registered


def test_hover_and_completion(folder: Path) -> None:
    async def script(editor: Editor) -> None:
        uri = editor.open("post.md", HEAD + FAULTS)
        found = await editor.found(uri)
        at = types.TextDocumentIdentifier(uri)
        hover = await editor.client.text_document_hover_async(types.HoverParams(at, found[1].range.start))
        assert hover
        assert isinstance(hover.contents, types.MarkupContent)
        assert "# wrong-weekday" in hover.contents.value
        assert hover.range == found[1].range
        comment = "😀 <!-- postlint-disable-line known-typo, wrong"
        editor.type(uri, f"{HEAD}{comment}\r\n\r\n{FAULTS}")
        place = types.Position(4, len(comment.encode("utf-16-le")) // 2)
        items = await editor.client.text_document_completion_async(types.CompletionParams(at, place))
        assert isinstance(items, list | tuple)
        names = sorted((one for one in items if one.label.startswith("wrong")), key=lambda one: one.sort_text or "")
        assert names[0].label == "wrong-weekday", "the rule that speaks in this post comes first"
        assert isinstance(names[0].text_edit, types.TextEdit)
        assert names[0].text_edit.range == types.Range(types.Position(4, place.character - 5), place)
        nothing = await editor.client.text_document_completion_async(types.CompletionParams(at, types.Position(6, 3)))
        assert not nothing

    session(Editor(folder), script)


def test_each_folder_has_its_own_settings(folder: Path) -> None:
    """Two sites, a post that is left out, one whose findings are known, and one that was never saved."""
    for name, settings in (("one", 'ignore = ["known-typo"]\n'), ("two", 'baseline = "known.json"\n')):
        (folder / name).mkdir()
        (folder / name / "postlint.toml").write_text(settings)
    (folder / "two" / "post.md").write_text("We saw teh sea.\n")
    subprocess.run(
        [sys.executable, "-m", "postlint", "check", "-q", "--write-baseline"], cwd=folder / "two", check=True
    )

    async def script(editor: Editor) -> None:
        one = editor.open("one/post.md", "We saw teh the the sea.\n")
        assert [str(one.code) for one in await editor.found(one)] == ["repeated-word"]
        two = editor.open("two/post.md")
        assert await editor.found(two) == []
        editor.type(two, "We saw teh sea. And teh sky.\n")
        assert [str(one.code) for one in await editor.found(two)] == ["known-typo"]
        left = editor.open("two/node_modules/a/README.md", "We saw teh sea.\n")
        assert await editor.found(left) == []
        editor.texts[left] = ""
        untitled = "untitled:Untitled-1"
        editor.versions[untitled] = 1
        document = types.TextDocumentItem(untitled, "markdown", 1, "We saw teh the the sea.\n")
        editor.client.text_document_did_open(types.DidOpenTextDocumentParams(document))
        assert [str(one.code) for one in await editor.found(untitled)] == ["repeated-word"]

    session(Editor(folder, folders=(folder / "one", folder / "two")), script)


def test_stale_work_is_dropped(folder: Path) -> None:
    """Of many keystrokes in a row only the last is spoken of."""
    long = "We walked along the sea for a while and talked about the weather, as one does.\n\n" * 150

    async def script(editor: Editor) -> None:
        uri = editor.open("post.md", HEAD + long)
        await editor.found(uri)
        for number in range(30):
            last = editor.type(uri, f"{HEAD}{long}{'x' * number} teh sea\n")
        await editor.found(uri)
        versions = [one.version for one in editor.published if one.uri == uri]
        assert versions[-1] == last
        assert len(versions) < 6

    session(Editor(folder), script)


def test_without_the_extra_it_says_so() -> None:
    program = (
        "import sys; sys.modules['pygls'] = None; from postlint.__main__ import main; sys.argv[1:] = ['server']; main()"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (
        2,
        'Error: the language server needs pygls: pip install "postlint[lsp]"\n',
    )


def test_links_are_asked_about_on_save(folder: Path) -> None:
    """Only where the settings say so, only of what is saved; what the web said moves along with the text."""
    with web_server() as web:
        web.replies["/there"] = Reply()
        (folder / "postlint.toml").write_text("web = { online = true, allow-private = true }\n")

        async def script(editor: Editor) -> None:
            uri = editor.open("post.md", f"{HEAD}See [this]({web.root}/gone) and [that]({web.root}/there).\r\n")
            assert await editor.found(uri) == []
            assert not web.requests
            editor.save(uri, "post.md")
            await editor.until(lambda: editor.codes(uri) == ["dead-link"])
            editor.type(uri, editor.texts[uri].replace("See", "😀 Do see"))
            [found] = await editor.found(uri)
            assert editor.marked(uri, found) == f"{web.root}/gone"
            editor.type(uri, editor.texts[uri].replace("gone", "gome"))
            assert await editor.found(uri) == []

        session(Editor(folder), script)


@pytest.mark.parametrize("variable", [False, True], ids=["settings", "environment"])
def test_answers_are_kept_where_a_check_keeps_them(
    folder: Path, monkeypatch: pytest.MonkeyPatch, variable: bool
) -> None:
    pytest.importorskip("redis", reason="the store's client is an extra")
    store = "redis://127.0.0.1:1/0"  # nobody listens there
    if variable:
        monkeypatch.setenv("POSTLINT_STORE", store)
    with web_server() as web:
        setting = "" if variable else f'store = "{store}"\n'
        (folder / "postlint.toml").write_text(f"[web]\nonline = true\nallow-private = true\n{setting}")

        async def script(editor: Editor) -> None:
            uri = editor.open("post.md", f"{HEAD}See [this]({web.root}/gone).\r\n")
            assert await editor.found(uri) == []
            editor.save(uri, "post.md")
            [said] = await editor.until(lambda: editor.messages)
            assert f"the link store {store} is not there" in said
            await editor.until(lambda: editor.codes(uri) == ["dead-link"])

        session(Editor(folder), script)

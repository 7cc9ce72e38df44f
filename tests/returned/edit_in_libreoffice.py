# mypy: ignore-errors
"""Runs under the Python that LibreOffice brings: opens a Word file, edits it with tracked changes on, saves it.

Called as `python edit_in_libreoffice.py <port> <file in> <file out> <edits as JSON>`, with an office listening.
Edits: ["insert", after, text], ["delete", text], ["remove", paragraph], ["move", paragraph, behind],
["split", before], ["merge", paragraph], ["comment", words, text], ["footnote", after, text], ["track", bool].
"""

import contextlib
import json
import os
import sys
import time

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.text.ControlCharacter import PARAGRAPH_BREAK


def connected(port):
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    for _ in range(120):
        try:
            return resolver.resolve(f"uno:socket,host=127.0.0.1,port={port};urp;StarOffice.ComponentContext")
        except Exception:
            time.sleep(0.25)
    raise SystemExit("LibreOffice does not answer")


def option(name, value):
    found = PropertyValue()
    found.Name, found.Value = name, value
    return found


class Editor:
    def __init__(self, document, desktop, context):
        self.document, self.text = document, document.Text
        self.dispatcher = context.ServiceManager.createInstanceWithContext(
            "com.sun.star.frame.DispatchHelper", context
        )
        self.frame = document.CurrentController.Frame

    def at(self, words):
        search = self.document.createSearchDescriptor()
        search.SearchString, search.SearchCaseSensitive = words, True
        found = self.document.findFirst(search)
        if found is None:
            raise SystemExit(f"not found: {words}")
        return found

    def select(self, range_):
        self.document.CurrentController.select(range_)

    def do(self, command, *options):
        self.dispatcher.executeDispatch(self.frame, command, "", 0, options)

    def whole(self, words):
        """The paragraph with these words, from its first letter to the first of the next."""
        cursor = self.text.createTextCursorByRange(self.at(words))
        cursor.gotoStartOfParagraph(False)
        cursor.gotoEndOfParagraph(True)
        cursor.goRight(1, True)
        return cursor

    def track(self, on):
        self.document.RecordChanges = on

    def insert(self, after, words):
        found = self.at(after)
        self.text.insertString(found.End, words, False)

    def delete(self, words):
        self.at(words).String = ""

    def remove(self, words):
        self.whole(words).String = ""

    def move(self, words, behind):
        self.select(self.whole(words))
        self.do(".uno:Cut")
        cursor = self.text.createTextCursorByRange(self.at(behind))
        cursor.gotoEndOfParagraph(False)
        cursor.goRight(1, False)
        self.select(cursor)
        self.do(".uno:Paste")

    def split(self, before):
        self.text.insertControlCharacter(self.at(before).Start, PARAGRAPH_BREAK, False)

    def merge(self, words):
        cursor = self.text.createTextCursorByRange(self.at(words))
        cursor.gotoEndOfParagraph(False)
        cursor.goRight(1, True)
        cursor.String = ""

    def comment(self, words, said):
        self.select(self.at(words))
        self.do(".uno:InsertAnnotation", option("Text", said), option("Author", "Ines Example"))

    def footnote(self, after, said):
        note = self.document.createInstance("com.sun.star.text.Footnote")
        self.text.insertTextContent(self.at(after).End, note, False)
        note.insertString(note.End, said, False)


def main():
    port, source, target, edits = sys.argv[1:]
    context = connected(port)
    desktop = context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
    document = desktop.loadComponentFromURL(
        uno.systemPathToFileUrl(source), "_blank", 0, (option("Hidden", False),)
    )
    editor = Editor(document, desktop, context)
    editor.track(True)
    for verb, *given in json.loads(edits):
        getattr(editor, verb)(*given)
    document.storeToURL(uno.systemPathToFileUrl(target), (option("FilterName", "MS Word 2007 XML"),))
    document.close(False)
    with contextlib.suppress(Exception):  # it ends while it answers
        desktop.terminate()
    # Its bridge is gone with it, and Python's own tidying up after that crashes now and then.
    os._exit(0)


main()

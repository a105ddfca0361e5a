# SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A disputed call from the stock database to a sealed case, by keyboard alone: a case of its correlation's call, a note, a bookmark,
a report that is checked again, a seal. What is written is looked for by the command line.
"""
import json
import os
import subprocess
import tempfile

from desktop import wait_for
from journey import Journey, expect, expect_in
from operate import tab_to
from stock import ACME
from walk import at_aggregate, search

NOTE = 'put on hold for four minutes'


def walk(options):
    with tempfile.TemporaryDirectory(prefix='vci-case-') as folder, Journey(options, 'case') as go:
        app = go.start(go.stock.auditor, '--tenant', ACME)
        case = os.path.join(folder, 'Dispute.vcase')
        make_case(go, app, case)
        add_note(go, app)
        add_bookmark(go, app, case)
        read_custody(go, app)
        report = os.path.join(folder, 'Dispute.pdf')
        save_report(go, app, report)
        recheck(go, app, case, report)
        read_trust(go, app)
        seal(go, app, case, folder)
        go.quit()
        expect(audit(go, 'verify', '--store', case, '--require', 'self').returncode, 0, 'verify of the sealed case')


def audit(go, *arguments):
    program = os.path.join(os.path.dirname(os.path.dirname(go.options.inspector)), 'audit', 'voicecore-audit')
    return subprocess.run([program, *arguments], capture_output=True, text=True)


def make_case(go, app, case):
    call = go.stock.value("""
        SELECT aggregate_id FROM event_store WHERE tenant_id = $1 AND aggregate_type = 'Call'
        GROUP BY 1 HAVING bool_or(event_type = 'CallEnded') AND count(*) = max(sequence_number) AND count(*) > 4
          AND bool_and(jsonb_typeof(event_data) = 'object')
        ORDER BY count(*), 1 LIMIT 1""", ACME)
    events = int(go.stock.value('SELECT count(*) FROM event_store WHERE aggregate_id = $1', call))
    search(app, call)
    at_aggregate(app, 'Call', call)
    app.keys('ctrl+9')
    app.wait_text('This source is no case')
    app.keys('ctrl+shift+n')
    app.wait_active('New case from a selection')
    app.wait_focus('File of the case')
    app.type(case)
    go.picture('new-case')
    app.keys('Return')
    expect_in(f'{events} events', app.wait_text(f'Made {case}', 60), 'what was copied')
    app.wait_focus('Open the case')
    go.picture('made')
    app.keys('space')
    app.wait_text('Source: Dispute.vcase')
    app.wait_active()
    at_aggregate(app, 'Call', call)


def add_note(go, app):
    app.keys('ctrl+9')
    app.wait_text('No notes yet')
    app.keys('ctrl+m')
    app.wait_active('Add to the case')
    app.wait_focus('Text')
    app.type(NOTE)
    go.picture('note')
    app.keys('ctrl+Return')
    app.wait_active()
    wait_for(lambda: [row[1] for row in app.rows('Notes of the case')] == [NOTE], 'the note in the list')
    app.wait_focus('Notes of the case')
    go.picture('noted')


def add_bookmark(go, app, case):
    app.keys('ctrl+2')
    app.wait_focus('Events')
    app.keys('Home')
    app.keys('ctrl+b')
    wait_for(lambda: len(app.rows('Notes of the case')) == 2, 'the bookmark in the list')
    notes = json.loads(audit(go, 'casefile', 'note', case, '--json').stdout)['notes']
    expect([note['kind'] for note in notes], ['note', 'bookmark'], 'casefile note')
    expect(notes[0]['text'], NOTE, 'text of the note')
    app.keys('ctrl+2', 'End')
    app.keys('ctrl+9')
    app.wait_focus('Notes of the case')
    app.keys('Home', 'Return')  # the bookmark is the newest
    app.wait_text('event 1 of')
    go.picture('bookmarked')


def read_custody(go, app):
    app.keys('ctrl+0')
    wait_for(lambda: [row[3] for row in app.rows('Custody records')] == ['exported', 'opened', 'noted', 'bookmarked'], 'the custody log')
    app.wait_text('Custody log intact: 4 records')
    app.wait_focus('Custody records')
    go.picture('custody')


def save_report(go, app, report):
    app.keys('ctrl+r')
    app.wait_active('Report')
    app.wait_text('personal data masked', 60)
    go.picture('report')
    tab_to(app, 'PDF, to print and to keep')  # the formats: on Linux a combo box is named by what it shows
    tab_to(app, 'Save…')
    app.keys('space')
    app.wait_active('Save the report')
    app.keys('ctrl+a')
    app.type(report)
    app.keys('Return')
    app.wait_text(f'Saved as {report}', 60)
    app.wait_focus('Open the folder')
    go.picture('saved')
    app.keys('Escape')
    app.wait_active()
    with open(report, 'rb') as pdf:
        expect_in(b'voicecore-report 1/', pdf.read(), 'the report')


def recheck(go, app, case, report):
    app.keys('ctrl+shift+p')
    app.wait_focus('Search commands')
    app.type('recheck')
    app.keys('Return')
    app.wait_active('Recheck a report')
    app.type(report)
    app.keys('Return')
    app.wait_text('Same: the report says what the source holds', 60)
    go.picture('rechecked')
    app.keys('Escape')
    app.wait_active()
    # Laid out without a display, the pages are the same.
    expect_in('same: ', audit(go, 'recheck', '--store', case, report).stdout, 'recheck by the command line')


def read_trust(go, app):
    app.keys('ctrl+shift+t')
    app.wait_active('Trust settings')
    app.wait_text('trust.json, which is not there yet')
    app.wait_focus('Keys, one a line')
    app.type('no key')
    app.wait_text('/keys/0')
    app.wait_text('Keys, entry 1')
    go.picture('trust')
    app.keys('Escape')
    app.wait_active()


def seal(go, app, case, folder):
    key = os.path.join(folder, 'anna.key')
    expect(audit(go, 'log', 'key', 'generate', key, '--name', 'voicecore/examiner/anna').returncode, 0, 'making a key')
    app.keys('ctrl+shift+l')
    app.wait_active('Seal the case')
    app.wait_focus('File of the examiner\'s key')
    app.type(key)
    app.keys('Return')  # not confirmed yet: nothing happens
    tab_to(app, 'I have added all that belongs into this case')
    app.keys('space')
    go.picture('seal')
    tab_to(app, 'Seal')
    app.keys('space')
    app.wait_active(seconds=60)
    app.wait_text('Source: Dispute.vcase · sealed', 60)
    expect(os.path.exists(case + '.seal'), True, 'the seal beside the case')
    app.keys('ctrl+9')
    wait_for(lambda: len(app.rows('Notes of the case')) == 2, 'the notes of the sealed case')
    app.keys('ctrl+m')  # offers no writing
    app.keys('ctrl+0')
    wait_for(lambda: [row[3] for row in app.rows('Custody records')][-2:] == ['sealed', 'opened'], 'the opening beside the file')
    go.picture('sealed')

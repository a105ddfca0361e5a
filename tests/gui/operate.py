# SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""An operator's quarter of an hour on a hardened database, by keyboard alone: operator mode for a reason, a snapshot, a read model
rebuilt after its name was typed. What is written is looked for by SQL. Before: on the stock database there is none, whoever asks.
"""
import json
import os
import subprocess

import pyatspi

from desktop import wait_for
from journey import Journey, expect, expect_in
from stock import ACME
from walk import at_aggregate, choose, search

REASON = 'incident 4711'


def walk(options):
    with Journey(options, 'operate') as go:
        stock_is_never_written(go)
        operator = harden(go)
        login_that_may_not(go)
        app = go.start(operator, '--tenant', ACME)
        read_only_at_first(go, app)
        turn_on(go, app)
        create_snapshot(go, app)
        audit_snapshots(go, app)
        rebuild(go, app)
        read_rebuilt_rows(go, app)
        verify(go, app)
        go.quit()
        expect([(line['act'], line['detail']) for line in activities()[-1:]], [('operator mode off', 'the program ended')],
               'the last line of the activity log')


def activities():
    """The activity log of the user who runs this."""
    state = os.environ.get('XDG_STATE_HOME') or os.path.expanduser('~/.local/state')
    with open(os.path.join(state, 'voicecore', 'activity.jsonl'), encoding='utf-8') as log:
        return [json.loads(line) for line in log]


def refused(go, uri, why, name):
    app = go.start(uri, '--tenant', ACME)
    button = app.find(name='Read-only')
    wait_for(lambda: why in button.description, f'that {why}', 60)
    app.keys('ctrl+shift+m')
    go.picture(name)
    expect([text for text in app.texts() if text.startswith('Operator mode — ')], [], 'no operator mode')
    go.quit()


def stock_is_never_written(go):
    """By its owner, whose tables would take it."""
    refused(go, go.stock.uri, 'never written to', 'stock')


def login_that_may_not(go):
    refused(go, go.stock.auditor.replace('stock_auditor', 'reader'), 'is no operator here', 'no-operator')


def harden(go):
    """Migrates the stock database and makes a login that may operate it; returns its URI."""
    audit = os.path.join(os.path.dirname(os.path.dirname(go.options.inspector)), 'audit', 'voicecore-audit')

    def run(*arguments):
        subprocess.run([audit, *arguments, '--store', go.stock.uri], check=True, stdout=subprocess.DEVNULL)

    run('db', 'migrate')
    go.stock.rows('CREATE ROLE ops LOGIN; CREATE ROLE reader LOGIN')
    run('db', 'member', 'add', 'ops', ACME, '--role', 'auditor')
    run('db', 'member', 'add', 'ops', ACME, '--role', 'operator')
    run('db', 'member', 'add', 'reader', ACME, '--role', 'auditor')
    run('log', 'sequence', '--tenant', ACME)
    return go.stock.auditor.replace('stock_auditor', 'ops')


def read_only_at_first(go, app):
    button = app.find(name='Read-only')
    wait_for(lambda: 'Click for operator mode' in button.description, 'that the login may', 60)
    app.wait_focus('List of aggregates')
    go.picture('read-only')


def turn_on(go, app):
    app.keys('ctrl+shift+m')
    app.wait_active('Operator mode')
    app.wait_focus('Reason for operator mode')
    app.keys('Return')  # without a reason nothing happens
    app.type(REASON)
    go.picture('reason')
    app.keys('Return')
    expect_in(f'Operator mode — {REASON} — ends in 1', app.wait_text('Operator mode — '), 'the strip')
    app.wait_active()
    go.picture('operator-mode')


def create_snapshot(go, app):
    call = go.stock.rows("""
        SELECT aggregate_id FROM event_store WHERE tenant_id = $1 AND aggregate_type = 'Call'
        GROUP BY 1 HAVING bool_or(event_type = 'CallEnded') AND count(*) = max(sequence_number)
          AND bool_and(jsonb_typeof(event_data) = 'object') AND count(DISTINCT event_type) = count(*)
        ORDER BY count(*) DESC, 1 LIMIT 1""", ACME)[0][0]
    search(app, call)
    at_aggregate(app, 'Call', call)
    app.keys('ctrl+5')
    app.wait_text('Create snapshot')
    before = int(go.stock.value('SELECT count(*) FROM event_snapshots WHERE aggregate_id = $1', call))
    tab_to(app, 'Create snapshot')
    app.keys('space')
    last = go.stock.value('SELECT max(sequence_number) FROM event_store WHERE aggregate_id = $1', call)
    app.wait_text(f'A snapshot after #{last} was made.')
    wait_for(lambda: [row[0] for row in app.rows('Snapshots') if row[2] == '◆ ours'] == [f'#{last}'], 'the snapshot in the list')
    expect(int(go.stock.value('SELECT count(*) FROM event_snapshots WHERE aggregate_id = $1', call)), before + 1, 'SQL: snapshots')
    go.picture('snapshot')


def audit_snapshots(go, app):
    tab_to(app, 'Audit')
    app.keys('space')
    app.wait_text('audit: none is wrong')
    go.picture('audited')


def tab_to(app, name):
    """Goes on by the tab key until a control has the keyboard."""
    for _ in range(40):
        focused = app.focused()
        if focused is not None and focused.name == name:
            return
        app.keys('Tab')
        try:
            wait_for(lambda: (app.focused() or focused) != focused, 'another control', 2)
        except Exception:
            continue
    raise AssertionError(f'the tab key does not lead to {name}')


def rebuild(go, app):
    app.keys('ctrl+6')
    app.wait_focus('Read models')
    wait_for(lambda: app.rows('Read models'), 'the read models')
    app.keys('Home')
    choose(app, 'Read models', 'Down', lambda row: row[0] == 'CallSummary', 'CallSummary')
    go.picture('read-models')
    tab_to(app, 'Rebuild…')
    app.keys('space')
    app.wait_active('Rebuild CallSummary')
    app.wait_focus('Name to confirm')
    app.type('CallSumm')
    app.keys('Return')  # not the name yet
    go.picture('confirm')
    app.type('ary')
    app.keys('Return')
    app.wait_text('CallSummary is rebuilt', 60)
    app.wait_active()
    rows = int(go.stock.value("SELECT count(*) FROM read_models WHERE tenant_id = $1 AND projection LIKE 'CallSummary@%'", ACME))
    expect(rows > 0, True, 'SQL: rows of the projection')
    go.picture('rebuilt')


def read_rebuilt_rows(go, app):
    app.keys('Escape')
    app.wait_focus('Read models')
    app.keys('Return')
    wait_for(lambda: app.rows('Rows of the read model'), 'the rows of CallSummary', 30)
    go.picture('rebuilt-rows')
    app.keys('ctrl+7')
    app.wait_focus('Activity')
    expect_in('rebuild', ' '.join(app.rows('Activity')[0]), 'the newest act')
    go.picture('activity')


def verify(go, app):
    app.keys('ctrl+shift+v')
    app.wait_text('Mismatch', 120)  # a database of tests runs without fsync, which is a protection weakened
    wait_for(lambda: app.rows('Findings'), 'the findings')
    app.keys('ctrl+8')
    app.wait_focus('Findings')
    go.picture('verified')
    first = app.rows('Findings')[0]
    expect_in('Protection weakened', first[0], 'the worst finding first')
    expect(sum('Gap in the sequence' in row[0] for row in app.rows('Findings')) > 0, True, 'what is odd in the data')
    app.keys('Return')
    go.picture('finding-opened')

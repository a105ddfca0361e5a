# SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The ways in and the dialogs, by keyboard alone: welcome page, file and connect dialogs, what is said of a source that cannot be opened,
Tab through the whole window, go-to, key overview, commands, Escape.
"""
import os

import pyatspi

from desktop import wait_for
from journey import Journey, expect, expect_in, plain
from stock import ACME

WELCOME = ['Open the sample', 'Open a case file…', 'Connect to PostgreSQL…']
PANES = ['Find', 'Order of the list: Last activity', 'List of aggregates', 'Timeline', 'Events', 'Chain of events', 'State at the playhead']
NO_SERVER = 'postgresql://nobody@127.0.0.1:1/stock'
NO_TENANT = '33333333-3333-4333-8333-333333333333'


def walk(options):
    with Journey(options, 'doors') as go:
        app = go.start()
        welcome(go, app)
        refuse_file(go, app)
        connect(go, app)
        tab_around(go, app)
        go_to(go, app)
        keys_and_commands(go, app)
        escape(go, app)
        close_source(go, app)
        go.quit()
        refusals(go)


def tab_from(app, start, key='Tab', most=80):
    """The names of the controls that Tab visits from one until it is back there."""
    seen = [start]
    while len(seen) < most:
        app.keys(key)
        node = wait_for(lambda: (lambda node: node and node.name != seen[-1] and node)(app.focused()),
                        f'another control than {seen[-1]} after {key}; so far {seen}')
        if node.name == start:
            return seen
        expect(node.name in seen, False, f'{key} goes in a circle that leaves out {start}; so far {seen}')
        seen.append(node.name)
    raise AssertionError(f'{key} does not come back to {start}: {seen}')


def tab_to(app, name, most=12):
    """name: a text, or a function that accepts one."""
    seen = []
    while len(seen) < most:
        node = wait_for(lambda: (lambda node: node and node.name not in seen[-1:] and node)(app.focused()), f'another control after {seen}')
        if name(node.name) if callable(name) else node.name == name:
            return
        seen.append(node.name)
        app.keys('Tab')
    raise AssertionError(f'Tab does not come to {name}: {seen}')


def welcome(go, app):
    app.wait_focus(WELCOME[0])
    order = tab_from(app, WELCOME[0])
    expect(order[:3], WELCOME, 'order of the choices')
    expect(set(order[3:]), {'Source: none', 'Time zone: UTC'}, 'what else Tab visits')
    expect(list(reversed(tab_from(app, WELCOME[0], 'shift+Tab')[1:])), order[1:], 'the way back')
    go.picture('welcome')


def open_file(go, app, path, name):
    app.keys('ctrl+o')
    app.wait_active('Open a case file')
    app.wait_focus('File name:')
    app.type(path)
    go.picture(name)
    app.keys('Return')
    app.wait_active()


def refuse_file(go, app):
    path = os.path.join(go.folder, 'notes.vcase')
    with open(path, 'w', encoding='utf-8') as notes:
        notes.write('These are notes, and no database.\n' * 40)
    open_file(go, app, path, 'file-dialog')
    said = app.wait_text('is no case file')
    expect_in(path, said, 'the file by name')
    expect_in('Choose a .vcase file.', said, 'what to do')
    app.wait_focus(WELCOME[0])
    go.picture('no-case-file')


def connect(go, app):
    app.keys('Tab', 'Tab')
    app.wait_focus(WELCOME[2])
    app.keys('space')
    app.wait_active('Connect to PostgreSQL')
    app.wait_focus('Host')
    app.keys('Tab', 'Tab', 'Tab', 'Tab', 'Tab')
    app.wait_focus('URI')
    app.type(NO_SERVER)
    tab_to(app, 'Test')
    app.keys('space')
    said = app.wait_text('Connection refused')
    expect_in('127.0.0.1', said, 'the server by name')
    expect_in('try again', said, 'what to do')
    app.wait_focus('Test')
    go.picture('connect-no-server')

    tab_to(app, 'URI')
    app.keys('ctrl+a')
    app.type(go.stock.uri)
    tab_to(app, 'Test')
    app.keys('space')
    said = app.wait_text('Connected to')
    expect_in('a stock VoiceCore database with 2 tenants in sight of postgres', said, 'what was found')
    # Qt tells what is chosen as the name of such a box, and its label apart.
    names = [name for name, in go.stock.rows('SELECT name FROM tenants ORDER BY name')]
    app.wait_focus(lambda name: name.startswith(names[0]))
    app.keys('Down')
    app.wait_focus(lambda name: name.startswith(names[1]))
    go.picture('connect-tenant')
    app.keys('Up')
    app.wait_focus(lambda name: name.startswith(names[0]))
    app.keys('Return')
    app.wait_active()
    app.wait_text(f'Tenant: {names[0]}')
    said = app.wait_text('tenants apart')
    expect_in('bypasses row security', said, 'what the notice means')
    app.wait_focus('List of aggregates')
    app.wait_text('event ')
    go.picture('connected')


def tab_around(go, app):
    order = tab_from(app, 'List of aggregates')
    for pane in PANES:
        expect(pane in order, True, f'Tab visits {pane} among {order}')
    facets = [name for name in order if name.startswith('Only ')]
    kinds = go.stock.value('SELECT count(DISTINCT aggregate_type) FROM event_store WHERE tenant_id = $1', ACME)
    expect(len(facets), int(kinds), 'facets that Tab visits')
    circle = order[order.index('Find'):] + order[:order.index('Find')]
    places = [circle.index(pane) for pane in PANES]
    expect(places, sorted(places), f'panes in the order in which they are read; Tab goes {circle}')
    expect(list(reversed(tab_from(app, 'List of aggregates', 'shift+Tab')[1:])), order[1:], 'the way back')


def go_to(go, app):
    events = app.rows('Events')
    app.keys('ctrl+g')
    app.wait_active('Go to')
    app.wait_focus('Sequence number or time')
    app.type('yesterday')
    said = app.wait_text('Type a sequence number')
    expect_in('10:04:21', said, 'an example of a time')
    go.picture('go-to-refused')
    app.keys('Return')  # there is nowhere to go
    app.wait_active('Go to')
    app.keys('ctrl+a')
    app.type(events[0][0])
    app.wait_text(f'#{events[0][0]} {events[0][2]}')
    go.picture('go-to')
    app.keys('Return')
    app.wait_active()
    wait_for(lambda: app.selected('Events') == events[0], 'the first event')
    app.keys('ctrl+g')
    app.wait_active('Go to')
    app.type(events[-1][0])
    app.keys('Escape')
    app.wait_active()
    expect(app.selected('Events'), events[0], 'the event after Escape')


def keys_and_commands(go, app):
    app.keys('question')
    app.wait_active('Keys')
    for line in ('Blame the chosen field: B', 'Go to the cause: C', 'Play or pause: Space', 'Set pin B here: Shift+B'):
        app.wait_text(line)
    go.picture('keys')
    app.keys('Escape')
    app.wait_active()
    app.keys('ctrl+shift+p')
    app.wait_active('All commands')
    app.wait_focus('Search commands')
    app.type('raw')
    wait_for(lambda: len(app.rows('Commands')) == 1, 'one command that matches')
    go.picture('commands')
    app.keys('Return')
    app.wait_active()
    app.find(name='Raw event')
    app.keys('ctrl+3')
    app.wait_focus('Raw event')
    go.picture('raw-event')
    app.keys('ctrl+shift+s', 'ctrl+1')
    app.wait_focus('List of aggregates')


def escape(go, app):
    app.keys('ctrl+f')
    app.wait_focus('Find')
    app.type('zzzz')
    said = app.wait_text('No id, correlation or payload matches “zzzz”')
    go.picture('nothing-found')
    app.keys('Escape')
    app.wait_focus('List of aggregates')
    app.wait_no_text(said)
    whole = wait_for(lambda: app.rows('List of aggregates', 5), 'the list again')

    app.keys('ctrl+f')
    app.wait_focus('Find')
    app.type(go.stock.value("SELECT aggregate_id FROM event_store WHERE tenant_id = $1 AND aggregate_type = 'User' LIMIT 1", ACME))
    app.keys('Return')
    app.wait_text('1 found for')
    app.wait_focus('List of aggregates')
    app.keys('Escape')
    app.wait_no_text('found for')
    wait_for(lambda: app.rows('List of aggregates', 5) == whole, 'the list as it was')


def close_source(go, app):
    app.keys('ctrl+w')
    app.wait_focus(WELCOME[0])
    app.wait_text('Recent')
    order = tab_from(app, WELCOME[0])
    expect(order[:4], WELCOME + ['stock@localhost'], 'choices with what was open')
    go.picture('recent')


def refusals(go):
    cases = {
        'no-server': ([NO_SERVER], ['Cannot connect to', '127.0.0.1', 'try again']),
        'no-file': (['nothing.vcase'], ['There is no file', 'nothing.vcase', 'Check that the file is there']),
        'no-database': ([go.stock.uri.replace('/stock', '/nix')], ['database "nix" does not exist', 'Check host, port, database']),
        'no-voicecore': ([go.stock.uri.replace('/stock', '/postgres')], ['postgres@localhost is no VoiceCore database', 'event_store',
                                                                         'Choose another database']),
        'no-tenant': ([go.stock.uri, '--tenant', NO_TENANT], [NO_TENANT, 'is not among the 2', 'Whose events?', 'Acme Telecom']),
        'no-kind': (['mysql://here/stock'], ['not mysql://', '.vcase file or a postgresql:// URI']),
    }
    for name, (arguments, words) in cases.items():
        app = go.start(*arguments)
        for word in words:
            app.wait_text(word)
        wait_for(lambda: app.focused() is not None and app.focused().name in (WELCOME[0], 'Acme Telecom'), 'keyboard on a choice')
        go.picture(name)
        if name == 'no-tenant':
            app.keys('Return')
            app.wait_text('Tenant: Acme Telecom')
            app.wait_focus('List of aggregates')
        go.quit()

# SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""An auditor's day on the stock database, by keyboard alone: find a number, open the call, step to its end, blame its status, compare
two pins, follow a failed payment to the intent that led there, open the causal cycle. What is read is held against SQL and the oracle.
"""
from desktop import wait_for
from journey import Journey, expect, expect_in, plain
from stock import ACME


def walk(options):
    with Journey(options, 'walk') as go:
        app = go.start(go.stock.auditor, '--tenant', ACME)
        open_source(go, app)
        call = find_call(go, app)
        step_to_end(go, app, call)
        blame_status(go, app, call)
        compare_pins(go, app, call)
        follow_payment(go, app)
        open_cycle(go, app)
        go.quit()


def at_event(app, events, position):
    """Waits until every pane says that the playhead is at the event of that position, counted from 1."""
    event, size = events[position - 1], len(events)
    words = (f'event {position} of {size}', f'Position {position} / {size}')
    wait_for(lambda: (lambda texts: all(any(text.endswith(word) for text in texts) for word in words))(
        [plain(text) for text in app.texts()]), f'{words} on the screen')
    row = wait_for(lambda: (lambda row: row and row[0] == str(event['sequence_number']) and row)(app.selected('Events')),
                   f'row of event {position}')
    expect(row[2], event['event_type'], f'type of event {position}')
    wait_for(lambda: app.find(name='Timeline').description.startswith(f'Event {position} of {size}, '), 'the timeline at the playhead')


def at_aggregate(app, kind, aggregate):
    app.wait_text(f'{kind} {aggregate[:8]}')


def search(app, text):
    """Types into the find box and opens the first hit."""
    app.keys('ctrl+f')
    app.wait_focus('Find')
    app.type(text)
    app.keys('Return')
    app.wait_text(f'found for “{text}”')
    app.wait_focus('List of aggregates')


def choose(app, view, key, accepts, what):
    """Presses a key until the selected row of a view is the one wanted; returns its cells."""
    for _ in range(100):
        row = app.selected(view)
        if row and accepts(row):
            return row
        app.keys(key)
        try:
            wait_for(lambda: app.selected(view) != row, 'another row', 3)
        except Exception:
            break
    raise AssertionError(f'{what}: {key} in {view} ends at {app.selected(view)!r}')


def open_source(go, app):
    counts = go.stock.rows('SELECT aggregate_type, count(DISTINCT aggregate_id) FROM event_store WHERE tenant_id = $1 GROUP BY 1', ACME)
    total = sum(int(count) for _, count in counts)
    wait_for(lambda: f"{total} aggregates" in [plain(text) for text in app.texts()], f"{total} aggregates")
    for kind, count in counts:
        wait_for(lambda: f'Only {kind}, {count}' in [plain(text) for text in app.texts()], f'facet {kind} {count}')
    app.wait_focus('List of aggregates')
    newest = go.stock.value('SELECT aggregate_id FROM event_store WHERE tenant_id = $1 GROUP BY 1 ORDER BY max("timestamp") DESC LIMIT 1', ACME)
    wait_for(lambda: newest in app.rows('List of aggregates', 1)[0][0], 'the newest aggregate on top')
    go.picture('open')


def find_call(go, app):
    call, number = go.stock.rows("""
        SELECT aggregate_id, max(event_data->>'caller_number') FROM event_store WHERE tenant_id = $1 AND aggregate_type = 'Call'
        GROUP BY 1 HAVING bool_or(event_type = 'CallOnHold') AND bool_or(event_type = 'CallTransferred')
          AND bool_or(event_type = 'CallEnded') AND count(*) = max(sequence_number) AND bool_and(jsonb_typeof(event_data) = 'object')
        ORDER BY 1 LIMIT 1""", ACME)[0]
    spoken = f'{number[:2]} {number[2:5]} {number[5:8]} {number[8:]}'
    search(app, spoken)
    choose(app, 'List of aggregates', 'Down', lambda row: call in row[0], 'the call among the hits')
    at_aggregate(app, 'Call', call)
    expect_in(spoken, app.selected('List of aggregates')[0], 'the number in the list')
    go.picture('find-number')
    return call


def step_to_end(go, app, call):
    events = go.stock.events(call)
    wait_for(lambda: len(app.rows('Events')) == len(events), f'{len(events)} events')
    expect([row[2] for row in app.rows('Events')], [event['event_type'] for event in events], 'the events of the call')
    app.keys('Home')
    for position in range(1, len(events) + 1):
        at_event(app, events, position)
        if position == len(events) // 2:
            go.picture('half-way')
        if position < len(events):
            app.keys('Right')
    app.keys('Right')  # there is no further
    at_event(app, events, len(events))
    go.picture('end-of-the-call')


def blame_status(go, app, call):
    events = go.stock.events(call)
    truth = go.stock.blame(call, '/status')
    app.keys('ctrl+3')
    app.wait_focus('State at the playhead')
    app.keys('Down')
    row = choose(app, 'State at the playhead', 'Down', lambda row: row[0].startswith('status:'), 'the field status')
    by = truth['set_by']
    name = f"#{by['sequence_number']} {by['event_type']}"
    expect_in(f"status: {truth['value']}, set by {name}", row[0], 'the row of status')
    app.keys('b')
    app.wait_focus(f'Go to {name}')
    story = app.wait_text('status was set by')
    expect_in(f'status was set by {name}', story, 'blame')
    expect_in(f"before: {truth['previous_value']}", story, 'the value before')
    expect_in(f"{truth['changes']} changes", story, 'how often it changed')
    app.keys('Tab')
    app.wait_focus('History')
    app.keys('space', 'Tab')
    app.wait_focus('History of the field')
    history = app.rows('History of the field')
    expect(len(history), truth['changes'], 'rows of the history')
    go.picture('blame-status')

    first = go.stock.blame(call, '/status', 1)['set_by']
    app.keys('Down')
    choose(app, 'History of the field', 'Up', lambda row: row[0].startswith(f"#{first['sequence_number']} "), 'the first status')
    app.keys('Return')
    at_event(app, events, 1)
    app.wait_text(f"status was set by #{first['sequence_number']} {first['event_type']}")
    go.picture('blame-first-status')


def compare_pins(go, app, call):
    events = go.stock.events(call)
    app.keys('ctrl+2', 'Home', 'a', 'End')
    at_event(app, events, len(events))
    app.keys('shift+b', 'd')
    app.wait_focus('Differences')
    caption = f"#1 {events[0]['event_type']} → #{len(events)} {events[-1]['event_type']}"
    app.wait_text(caption)
    truth = go.stock.differing(call, 1, len(events))
    rows = app.rows('Differences')
    expect({row[1].split('.')[0] for row in rows}, set(truth), 'fields that differ between the pins')
    for sentence, field, change in rows:
        word = {'+': 'added', '−': 'removed', '~': 'changed'}[truth[field.split('.')[0]]]
        expect_in(word, sentence, f'what happened to {field}')
    before, after = (go.stock.blame(call, '/status', count)['value'] for count in (1, len(events)))
    expect([row[2] for row in rows if row[1] == 'status'], [f'{before} → {after}'], 'status between the pins')
    app.wait_text('Diff A ↔ B')
    go.picture('compare-pins')


def follow_payment(go, app):
    payment, event = go.stock.rows("""
        SELECT aggregate_id, id FROM event_store WHERE tenant_id = $1 AND event_type = 'PaymentFailed' ORDER BY "timestamp" LIMIT 1""",
                                   ACME)[0]
    causes = go.stock.causes(event)
    names = [kind for _, kind, _ in causes]
    expect('AIIntentRecognized' in names, True, 'SQL: an intent led to the payment')
    upto = names.index('AIIntentRecognized')
    search(app, payment)
    at_aggregate(app, 'Transaction', payment)
    transaction = go.stock.events(payment)
    app.keys('End')
    at_event(app, transaction, len(transaction))
    expect(transaction[-1]['event_type'], 'PaymentFailed', 'SQL: the last event of the payment')
    wait_for(lambda: (app.selected('Chain of events') or [''])[0].startswith('PaymentFailed, '), 'the failed payment in the chain')
    app.keys('ctrl+4')
    app.wait_focus('Chain of events')
    app.wait_text('Chain of PaymentFailed')
    go.picture('failed-payment')

    # Up to the cause, row by row, in the chain.
    for _, kind, aggregate in causes[:upto + 1]:
        row = wait_for(lambda: (lambda row: row and row[0].startswith(f'{kind}, ') and row)(app.selected('Chain of events')),
                       f'{kind} in the chain')
        expect_in(aggregate[:8], row[1], f'aggregate of {kind}')
        if kind != 'AIIntentRecognized':
            app.keys('Left')
    app.keys('Return')
    intent, _, call = causes[upto]
    events = go.stock.events(call)
    position = [each['id'] for each in events].index(intent) + 1
    at_aggregate(app, 'Call', call)
    at_event(app, events, position)
    go.picture('intent-that-led-there')

    # Back, and the same way by the key that goes to the cause of the event at the playhead.
    app.keys('alt+Left')
    at_aggregate(app, 'Transaction', payment)
    for number, (cause, kind, aggregate) in enumerate(causes[:upto + 1]):
        events = go.stock.events(aggregate)
        at_aggregate(app, 'Call' if aggregate == call else 'Transaction', aggregate)
        at_event(app, events, [each['id'] for each in events].index(cause) + 1)
        if number < upto:
            app.keys('c')
    go.picture('by-the-cause-key')


def open_cycle(go, app):
    cycle = go.stock.cycle()
    expect(len(cycle) > 1, True, 'SQL: there is a cycle')
    call = cycle[0][2]
    search(app, call)
    at_aggregate(app, 'Call', call)
    app.keys('Home')
    at_event(app, go.stock.events(call), 1)
    app.wait_text('1 cycle')
    app.keys('ctrl+4')
    app.wait_focus('Chain of events')
    name = f'↻ cycle of {len(cycle)} events'
    expect(app.rows('Chain of events', 1)[0][0], name, 'the cycle by name')
    wait_for(lambda: app.is_in_sight('Chain of events', 0), 'the name of the cycle in sight')
    members = [row[0] for row in app.rows('Chain of events') if 'part of a cycle' in row[0]]
    expect(sorted(text.split(',')[0] for text in members), sorted(kind for _, kind, _ in cycle), 'events of the cycle')
    wait_for(lambda: (app.selected('Chain of events') or [''])[0].startswith(cycle[0][1]), 'the first event of the cycle')
    # Its cause's cause's cause is itself: Left goes round and never hangs.
    for _, kind, _ in reversed(cycle):
        app.keys('Left')
        wait_for(lambda: app.selected('Chain of events')[0].startswith(f'{kind}, '), f'{kind} on the way round')
    go.picture('causal-cycle')

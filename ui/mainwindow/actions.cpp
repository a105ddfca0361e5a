// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/mainwindow/actions.h"

#include <QCoreApplication>
#include <QKeySequence>
#include <QWidget>

namespace vci::ui {

namespace {

struct Entry {
    Act act;
    const char* text;
    const char* keys;  // several are separated by spaces
    Need need = Need::Nothing;
    const char* icon = "";
};

constexpr Entry kEntries[] = {
    {Act::Find, QT_TRANSLATE_NOOP("Actions", "Find an id, correlation or phone number"), "Ctrl+F", Need::Source, "edit-find"},
    {Act::GoTo, QT_TRANSLATE_NOOP("Actions", "Go to sequence or time…"), "Ctrl+G", Need::Timeline, "go-jump"},
    {Act::PreviousEvent, QT_TRANSLATE_NOOP("Actions", "Previous event"), "Left", Need::Timeline},
    {Act::NextEvent, QT_TRANSLATE_NOOP("Actions", "Next event"), "Right", Need::Timeline},
    {Act::FirstEvent, QT_TRANSLATE_NOOP("Actions", "First event"), "Home", Need::Timeline},
    {Act::LastEvent, QT_TRANSLATE_NOOP("Actions", "Last event"), "End", Need::Timeline},
    {Act::PreviousSameType, QT_TRANSLATE_NOOP("Actions", "Previous event of the same type"), ",", Need::Timeline},
    {Act::NextSameType, QT_TRANSLATE_NOOP("Actions", "Next event of the same type"), ".", Need::Timeline},
    {Act::Play, QT_TRANSLATE_NOOP("Actions", "Play or pause"), "Space", Need::Timeline},
    {Act::Cause, QT_TRANSLATE_NOOP("Actions", "Go to the cause"), "C", Need::Timeline},
    {Act::Blame, QT_TRANSLATE_NOOP("Actions", "Blame the chosen field"), "B", Need::Timeline},
    {Act::DiffPins, QT_TRANSLATE_NOOP("Actions", "Difference to the pin"), "D", Need::Timeline},
    {Act::PinA, QT_TRANSLATE_NOOP("Actions", "Set pin A here"), "A Shift+A", Need::Timeline},
    {Act::PinB, QT_TRANSLATE_NOOP("Actions", "Set pin B here"), "Shift+B", Need::Timeline},
    {Act::ClearPins, QT_TRANSLATE_NOOP("Actions", "Remove the pins"), "", Need::Timeline},
    {Act::Fit, QT_TRANSLATE_NOOP("Actions", "Fit the timeline"), "F", Need::Timeline},
    {Act::ZoomIn, QT_TRANSLATE_NOOP("Actions", "Zoom in"), "Ctrl++ Ctrl+=", Need::Timeline},
    {Act::ZoomOut, QT_TRANSLATE_NOOP("Actions", "Zoom out"), "Ctrl+-", Need::Timeline},
    {Act::Back, QT_TRANSLATE_NOOP("Actions", "Back"), "Alt+Left"},
    {Act::Forward, QT_TRANSLATE_NOOP("Actions", "Forward"), "Alt+Right"},
    {Act::FocusList, QT_TRANSLATE_NOOP("Actions", "Keyboard to the aggregates"), "Ctrl+1", Need::Source},
    {Act::FocusEvents, QT_TRANSLATE_NOOP("Actions", "Keyboard to the events"), "Ctrl+2", Need::Source},
    {Act::FocusState, QT_TRANSLATE_NOOP("Actions", "Keyboard to the right pane"), "Ctrl+3", Need::Source},
    {Act::FocusChain, QT_TRANSLATE_NOOP("Actions", "Keyboard to the chain"), "Ctrl+4", Need::Source},
    {Act::FocusSnapshots, QT_TRANSLATE_NOOP("Actions", "Keyboard to the snapshots"), "Ctrl+5", Need::Source},
    {Act::FocusReadModels, QT_TRANSLATE_NOOP("Actions", "Keyboard to the read models"), "Ctrl+6", Need::Source},
    {Act::FocusActivity, QT_TRANSLATE_NOOP("Actions", "Keyboard to the activity log"), "Ctrl+7", Need::Source},
    {Act::FocusIntegrity, QT_TRANSLATE_NOOP("Actions", "Keyboard to the integrity page"), "Ctrl+8", Need::Source},
    {Act::Verify, QT_TRANSLATE_NOOP("Actions", "Verify the tenant"), "Ctrl+Shift+V", Need::Source, "security-high"},
    {Act::Report, QT_TRANSLATE_NOOP("Actions", "Report…"), "Ctrl+R", Need::Nothing, "document-print"},
    {Act::Recheck, QT_TRANSLATE_NOOP("Actions", "Recheck a report…"), "", Need::Nothing, "document-properties"},
    {Act::NewCase, QT_TRANSLATE_NOOP("Actions", "New case from a selection…"), "Ctrl+Shift+N", Need::Nothing, "document-new"},
    {Act::AddNote, QT_TRANSLATE_NOOP("Actions", "Add a note to the case…"), "Ctrl+M", Need::Nothing, "document-edit"},
    {Act::Bookmark, QT_TRANSLATE_NOOP("Actions", "Bookmark the event"), "Ctrl+B", Need::Nothing, "bookmark-new"},
    {Act::SealCase, QT_TRANSLATE_NOOP("Actions", "Seal the case…"), "Ctrl+Shift+L", Need::Nothing, "object-locked"},
    {Act::FocusCase, QT_TRANSLATE_NOOP("Actions", "Keyboard to the case"), "Ctrl+9", Need::Source},
    {Act::FocusCustody, QT_TRANSLATE_NOOP("Actions", "Keyboard to the custody log"), "Ctrl+0", Need::Source},
    {Act::FocusAnchors, QT_TRANSLATE_NOOP("Actions", "Keyboard to the anchors"), "Ctrl+Shift+A", Need::Source},
    {Act::TrustSettings, QT_TRANSLATE_NOOP("Actions", "Trust settings…"), "Ctrl+Shift+T", Need::Nothing, "dialog-password"},
    {Act::ShowState, QT_TRANSLATE_NOOP("Actions", "Show the state"), "Ctrl+Shift+S", Need::Source},
    {Act::ShowDiff, QT_TRANSLATE_NOOP("Actions", "Show the difference"), "Ctrl+Shift+D", Need::Source},
    {Act::ShowEvent, QT_TRANSLATE_NOOP("Actions", "Show the raw event"), "Ctrl+Shift+E", Need::Source},
    {Act::OpenSample, QT_TRANSLATE_NOOP("Actions", "Open the sample"), "", Need::Nothing, "help-about"},
    {Act::OpenFile, QT_TRANSLATE_NOOP("Actions", "Open a case file…"), "Ctrl+O", Need::Nothing, "document-open"},
    {Act::Connect, QT_TRANSLATE_NOOP("Actions", "Connect to PostgreSQL…"), "Ctrl+Shift+O", Need::Nothing,
     "network-server-database"},
    {Act::CloseSource, QT_TRANSLATE_NOOP("Actions", "Close the source"), "Ctrl+W", Need::Source, "document-close"},
    {Act::OperatorMode, QT_TRANSLATE_NOOP("Actions", "Operator mode on or off…"), "Ctrl+Shift+M", Need::Nothing, "document-edit"},
    {Act::SchemaFindings, QT_TRANSLATE_NOOP("Actions", "Findings on schema and login"), "", Need::Nothing, "dialog-warning"},
    {Act::ZoneUtc, QT_TRANSLATE_NOOP("Actions", "Times in UTC"), ""},
    {Act::ZoneLocal, QT_TRANSLATE_NOOP("Actions", "Times in the local zone"), ""},
    {Act::FollowDesktop, QT_TRANSLATE_NOOP("Actions", "Colours of the desktop"), ""},
    {Act::LightColors, QT_TRANSLATE_NOOP("Actions", "Light colours"), ""},
    {Act::DarkColors, QT_TRANSLATE_NOOP("Actions", "Dark colours"), ""},
    {Act::Palette, QT_TRANSLATE_NOOP("Actions", "All commands…"), "Ctrl+Shift+P", Need::Nothing, "system-run"},
    {Act::Keys, QT_TRANSLATE_NOOP("Actions", "Keys"), "?", Need::Nothing, "input-keyboard"},
    {Act::Quit, QT_TRANSLATE_NOOP("Actions", "Quit"), "Ctrl+Q", Need::Nothing, "application-exit"},
};

}  // namespace

Actions::Actions(QWidget* window)
    : QObject(window)
{
    for (const Entry& entry : kEntries) {
        auto* action = new QAction(QCoreApplication::translate("Actions", entry.text), this);
        QList<QKeySequence> keys;
        for (const QString& key : QString::fromLatin1(entry.keys).split(QLatin1Char(' '), Qt::SkipEmptyParts))
            keys << QKeySequence(key, QKeySequence::PortableText);
        action->setShortcuts(keys);
        action->setShortcutContext(Qt::WindowShortcut);
        action->setObjectName(QString::fromLatin1(entry.text));
        action->setData(QString::fromLatin1(entry.icon));
        window->addAction(action);
        m_actions[entry.act] = action;
        m_needs[entry.act] = entry.need;
    }
    for (const Act act : {Act::ZoneUtc, Act::ZoneLocal, Act::FollowDesktop, Act::LightColors, Act::DarkColors})
        m_actions[act]->setCheckable(true);
    // Held keys step on; what toggles must not flicker.
    for (const Act act : {Act::Play, Act::PinA, Act::PinB, Act::Blame, Act::DiffPins}) m_actions[act]->setAutoRepeat(false);
}

std::vector<QAction*> Actions::all() const
{
    std::vector<QAction*> actions;
    for (const Entry& entry : kEntries) actions.push_back(m_actions.at(entry.act));
    return actions;
}

void Actions::update(bool hasSource, bool hasTimeline)
{
    for (const auto& [act, need] : m_needs) {
        if (need == Need::Source) m_actions[act]->setEnabled(hasSource);
        if (need == Need::Timeline) m_actions[act]->setEnabled(hasSource && hasTimeline);
    }
}

}  // namespace vci::ui

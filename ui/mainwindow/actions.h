// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QAction>
#include <QObject>

#include <map>
#include <vector>

namespace vci::ui {

/// Everything that the window can do, with its name and keys, in one place: menus, palette, key overview and shortcuts read it.
enum class Act {
    OpenSample,
    OpenFile,
    Connect,
    CloseSource,
    OperatorMode,
    SchemaFindings,
    Quit,
    Find,
    GoTo,
    FocusList,
    FocusEvents,
    FocusState,
    FocusChain,
    FocusSnapshots,
    FocusReadModels,
    FocusActivity,
    FocusIntegrity,
    Verify,
    Report,
    Recheck,
    NewCase,
    AddNote,
    Bookmark,
    SealCase,
    FocusCase,
    FocusCustody,
    FocusAnchors,
    TrustSettings,
    PreviousEvent,
    NextEvent,
    FirstEvent,
    LastEvent,
    PreviousSameType,
    NextSameType,
    Play,
    Cause,
    Fit,
    ZoomIn,
    ZoomOut,
    PinA,
    PinB,
    ClearPins,
    Blame,
    DiffPins,
    ShowState,
    ShowDiff,
    ShowEvent,
    Back,
    Forward,
    ZoneUtc,
    ZoneLocal,
    FollowDesktop,
    LightColors,
    DarkColors,
    Palette,
    Keys,
};

/// What must be there for an action to make sense.
enum class Need { Nothing, Source, Timeline };

/// The actions as a set, owned by the window. Nothing here does anything: the window connects them.
class Actions : public QObject {
    Q_OBJECT

public:
    explicit Actions(QWidget* window);

    [[nodiscard]] QAction* operator[](Act act) const { return m_actions.at(act); }
    /// In the order of the palette.
    [[nodiscard]] std::vector<QAction*> all() const;
    /// Enables what can be done now. Back and forward are set by the history.
    void update(bool hasSource, bool hasTimeline);

private:
    std::map<Act, QAction*> m_actions;
    std::map<Act, Need> m_needs;
};

}  // namespace vci::ui

// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/theme/palette.h"

#include <QPalette>

namespace vci::ui {

Palette tokensOf(ColorScheme scheme)
{
    Palette t;
    if (scheme == ColorScheme::Light) {
        t.window = QColor(0xf6f6f4), t.panel = QColor(0xffffff), t.line = QColor(0xe3e3de);
        t.text = QColor(0x1c1e21), t.secondary = QColor(0x6d7178), t.faint = QColor(0x9a9ea5);
        t.selection = QColor(0xe6effd), t.changed = QColor(0xfff5d6), t.accent = QColor(0x2463d6);
        t.verified = QColor(0x0a7d55), t.pending = QColor(0xa86400), t.mismatch = QColor(0xc8372d);
        t.unknown = QColor(0x7d3fa8);
        t.call = QColor(0x2563c9), t.ai = QColor(0xb0559c), t.agent = QColor(0x0b8f6a);
        t.customer = QColor(0xd98a00), t.transaction = QColor(0x2a9fd0), t.credit = QColor(0x8a8300),
        t.security = QColor(0xd2571a);
    } else {
        t.window = QColor(0x121417), t.panel = QColor(0x191c20), t.line = QColor(0x2a2e34);
        t.text = QColor(0xe7e8ea), t.secondary = QColor(0x9aa0a8), t.faint = QColor(0x6d737c);
        t.selection = QColor(0x1d2f52), t.changed = QColor(0x3a3114), t.accent = QColor(0x6ea2ff);
        t.verified = QColor(0x4cc596), t.pending = QColor(0xe0a542), t.mismatch = QColor(0xf0685c);
        t.unknown = QColor(0xc39af2);
        t.call = QColor(0x6ea2ff), t.ai = QColor(0xd98ac6), t.agent = QColor(0x46c39b);
        t.customer = QColor(0xf0b14a), t.transaction = QColor(0x63c4ec), t.credit = QColor(0xc9c14a),
        t.security = QColor(0xf08a55);
    }
    t.other = t.secondary;
    return t;
}

QPalette applicationPalette(const Palette& t)
{
    QPalette p;
    p.setColor(QPalette::Window, t.window);
    p.setColor(QPalette::WindowText, t.text);
    p.setColor(QPalette::Base, t.panel);
    p.setColor(QPalette::AlternateBase, t.window);
    p.setColor(QPalette::Text, t.text);
    p.setColor(QPalette::Button, t.window);
    p.setColor(QPalette::ButtonText, t.text);
    p.setColor(QPalette::BrightText, t.mismatch);
    p.setColor(QPalette::Highlight, t.selection);
    p.setColor(QPalette::HighlightedText, t.text);
    p.setColor(QPalette::Link, t.accent);
    p.setColor(QPalette::LinkVisited, t.accent);
    p.setColor(QPalette::ToolTipBase, t.panel);
    p.setColor(QPalette::ToolTipText, t.text);
    p.setColor(QPalette::PlaceholderText, t.secondary);
    p.setColor(QPalette::Light, t.panel);
    p.setColor(QPalette::Midlight, t.line);
    p.setColor(QPalette::Mid, t.line);
    p.setColor(QPalette::Dark, t.line);
    p.setColor(QPalette::Shadow, t.line);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        p.setColor(QPalette::Disabled, role, t.faint);
    return p;
}

}  // namespace vci::ui

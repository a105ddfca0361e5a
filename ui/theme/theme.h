// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QColor>
#include <QFont>
#include <QObject>
#include <QString>

namespace vci::ui {

class DesktopScheme;

/// The tokens of the look: every colour that the program paints comes from here.
struct Palette {
    QColor window, panel, line;
    QColor text, secondary, faint;
    QColor selection, changed, accent;
    QColor verified, pending, unknown, mismatch;
    QColor call, ai, agent, customer, transaction, credit, security, other;
};

enum class ColorScheme { Light, Dark };

/// Light and dark, following the desktop (portal color-scheme, else the palette) unless one was chosen. One per program;
/// GUI thread only.
class Theme : public QObject {
    Q_OBJECT

public:
    [[nodiscard]] static Theme& instance();

    /// Sets palette and fonts of the application, and follows the desktop from now on.
    void install();
    /// Gives a window, and all that is below it, the style sheet of the scheme, now and whenever that changes. Not the
    /// application's: with one, Qt polishes a widget again under each parent that it gets while a page is put together.
    void dress(QWidget& window);
    /// Fixes the scheme, for the tour, tests and who chose it; undone by followDesktop().
    void setScheme(ColorScheme scheme);
    void followDesktop();

    [[nodiscard]] ColorScheme scheme() const { return m_scheme; }
    [[nodiscard]] const Palette& palette() const { return m_palette; }
    /// The colour of a family's lane and marks; `other` for a family that the palette does not name.
    [[nodiscard]] QColor familyColor(const QString& family) const;

    [[nodiscard]] QFont textFont() const;       ///< 12.5 px at 96 dpi, tabular figures
    [[nodiscard]] QFont secondaryFont() const;  ///< 11 px
    [[nodiscard]] QFont monoFont() const;

Q_SIGNALS:
    void changed();

private:
    Theme();
    void apply();
    /// The desktop's scheme: portal, else the palette that the platform gave the application.
    void adoptDesktop();
    ColorScheme m_scheme = ColorScheme::Light;
    bool m_followsDesktop = true;
    bool m_installed = false;
    bool m_platformIsDark = false;
    DesktopScheme* m_desktop = nullptr;
    Palette m_palette;
};

}  // namespace vci::ui

// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/models/badgewords.h"

#include <QCoreApplication>

namespace vci::ui {

namespace {

using verify::Badge;

QString tr(const char* text)
{
    return QCoreApplication::translate("format", text);
}

}  // namespace

QString badgeWord(Badge badge)
{
    return tr(verify::badgeTitle(badge));
}

QString badgeSign(Badge badge)
{
    switch (badge) {
    case Badge::Mismatch:
        return QStringLiteral("✕");
    case Badge::Unknown:
        return QStringLiteral("?");
    case Badge::NotCovered:
        return QStringLiteral("–");
    case Badge::Pending:
        return QStringLiteral("◔");
    case Badge::SelfConsistent:
        return QStringLiteral("○");
    case Badge::SignedOnly:
        return QStringLiteral("◐");
    case Badge::Verified:
        return QStringLiteral("✓");
    }
    return {};
}

QString badgeExplanation(Badge badge)
{
    switch (badge) {
    case Badge::Mismatch:
        return tr("It is not what was recorded, or a checkpoint or anchor that covers it failed.");
    case Badge::Unknown:
        return tr("An anchor is recorded for it and could not be checked.");
    case Badge::NotCovered:
        return tr("The source keeps no log: nothing proves that it was not altered.");
    case Badge::Pending:
        return tr("It came after the newest checkpoint, or still waits for the log.");
    case Badge::SelfConsistent:
        return tr("It agrees with the log, but no trusted key has signed that.");
    case Badge::SignedOnly:
        return tr("It is in a checkpoint by a trusted key, but not in a final anchor.");
    case Badge::Verified:
        return tr("It is in a checkpoint that a final transaction on the chain anchors.");
    }
    return {};
}

}  // namespace vci::ui

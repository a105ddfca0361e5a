// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/models/bracketwords.h"

#include <QCoreApplication>

namespace vci::ui {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("format", text);
}

}  // namespace

QString bracketText(const verify::ProvenBracket& bracket, format::Zone zone)
{
    if (bracket.isBroken) return tr("Nothing is proved of its time: a checkpoint or anchor that covers it failed.");
    QStringList sentences;
    if (bracket.before) {
        sentences += tr("Provably existed by %1: in the checkpoint of size %2, anchored in block %3.")
                         .arg(format::dateTime(bracket.before->block.time, zone), format::count(bracket.before->treeSize),
                              format::count(bracket.before->block.number));
    } else if (bracket.isSigned) {
        sentences += tr("In a checkpoint by a trusted key; no final anchor holds it, so that no chain says since when.");
    } else {
        sentences += tr("No trusted checkpoint and no final anchor holds it: nothing proves since when it exists.");
    }
    if (bracket.after) {
        sentences += tr("Recorded after %1: not yet in the checkpoint of size %2, anchored in block %3.")
                         .arg(format::dateTime(bracket.after->block.time, zone), format::count(bracket.after->treeSize),
                              format::count(bracket.after->block.number));
    }
    return sentences.join(QLatin1Char(' '));
}

}  // namespace vci::ui

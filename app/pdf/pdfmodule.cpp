// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/pdf/pdfmodule.h"

#include "ui/print/pdf.h"

#include <QGuiApplication>

#include <cstdlib>

namespace {

/// Fonts take a QGuiApplication; none needs a display for that.
vci::Result<std::string> toPdf(const vci::json::Value& document)
{
    if (QGuiApplication::instance() != nullptr) return vci::ui::print::toPdf(document);
    ::setenv("QT_QPA_PLATFORM", "offscreen", 1);
    // What Qt says of the desktop that is not there is of no use to whoever asked for a report.
    qInstallMessageHandler([](QtMsgType, const QMessageLogContext&, const QString&) {});
    int count = 1;
    char name[] = "voicecore-audit";
    char* arguments[] = {name, nullptr};
    const QGuiApplication application(count, arguments);
    return vci::ui::print::toPdf(document);
}

}  // namespace

extern "C" __attribute__((visibility("default"))) const vci::app::PdfModule* vciPdfModule()
{
    static constexpr vci::app::PdfModule kModule{VCI_VERSION, toPdf};
    return &kModule;
}

// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/print/reportflow.h"

#include "core/report/findings.h"
#include "ui/print/sheets.h"

#include <string>
#include <variant>

namespace vci::ui::print {

namespace {

constexpr double kMarginMillimetres = 16;

QString words(const std::string& text)
{
    return QString::fromStdString(text);
}

struct BlockDrawer {
    PageFlow& flow;

    void operator()(const report::Paragraph& paragraph) const { flow.paragraph(words(paragraph.text)); }
    void operator()(const report::Bullets& bullets) const { flow.bullets(bullets.items); }
    void operator()(const report::Table& table) const { flow.table(table); }
};

}  // namespace

QPageLayout pageLayout()
{
    return {QPageSize(QPageSize::A4), QPageLayout::Portrait,
            QMarginsF(kMarginMillimetres, kMarginMillimetres, kMarginMillimetres, kMarginMillimetres), QPageLayout::Millimeter};
}

Pages flowReport(Sheets& sheets, Pass pass, const report::Presentation& shown, const Pages& known)
{
    PageFlow flow(sheets, pass, words(shown.title + " · " + shown.digest), known.count);
    flow.space(40);
    flow.heading(words(shown.title), 28);
    flow.paragraph(QStringLiteral("Of ") + words(shown.subtitle), 12);
    flow.paragraph(words("Source: " + shown.source), 10);
    flow.paragraph(words("Made at " + shown.madeAt + " by " + shown.madeBy), 10);
    flow.space(16);
    flow.box(QColor(QRgb(report::badgeColor(shown.badge))), words(shown.badgeTitle),
             {words(shown.badgeMeaning), QStringLiteral("Reason: ") + words(shown.reason)});
    flow.heading(QStringLiteral("Contents"), 14);
    for (std::size_t i = 0; i < shown.sections.size(); ++i)
        flow.contentsLine(words(shown.sections[i].title), i < known.ofSection.size() ? known.ofSection[i] : 0);
    flow.newPage();
    Pages found;
    for (const report::Section& section : shown.sections) {
        if (sheets.isFull()) break;
        flow.heading(words(section.title), 14);
        found.ofSection.push_back(flow.page());
        for (const report::Block& block : section.blocks) std::visit(BlockDrawer{flow}, block);
    }
    flow.finish();
    found.count = flow.page();
    return found;
}

}  // namespace vci::ui::print

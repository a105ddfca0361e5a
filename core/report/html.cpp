// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/report/html.h"

#include "core/report/presentation.h"

#include <algorithm>
#include <array>
#include <numeric>
#include <utility>
#include <variant>

namespace vci::report {

namespace {

constexpr std::string_view kDocumentStart = "<pre id=\"voicecore-report\">";
constexpr std::string_view kDocumentEnd = "</pre>";

constexpr std::array<std::pair<char, std::string_view>, 5> kEscapes = {
    {{'&', "&amp;"}, {'<', "&lt;"}, {'>', "&gt;"}, {'"', "&quot;"}, {'\'', "&#39;"}}};

/// Wide tables scroll on a screen and wrap on paper; a row is never torn between two pages.
constexpr std::string_view kStyle = R"(
:root{--ink:#1d2430;--soft:#5b6675;--line:#d9dee6;--back:#fff;--band:#f4f6f9;--accent:#2457a6}
*{box-sizing:border-box}
body{margin:0 auto;max-width:72rem;padding:2rem 1.5rem;background:var(--back);color:var(--ink);font:15px/1.5 Inter,"Noto Sans",system-ui,sans-serif}
h1{font-size:2rem;margin:0}h2{font-size:1.25rem;margin:2.2rem 0 .6rem;padding-top:.6rem;border-top:1px solid var(--line)}
.scope,.made{color:var(--soft);margin:.2rem 0}
.badge{margin:1.2rem 0;padding:1rem 1.2rem;border-left:.5rem solid #7a8594;background:var(--band)}
.badge strong{font-size:1.3rem}.badge p{margin:.3rem 0 0}
.verified{border-color:#1f8a4c}.mismatch{border-color:#c0322b}.signed_only,.self_consistent{border-color:#2457a6}.pending,.unknown{border-color:#b57a00}
nav ol{columns:2;margin:.4rem 0}nav a{color:var(--accent);text-decoration:none}
.wide{overflow-x:auto;margin:.8rem 0}
table{border-collapse:collapse;width:100%;font-size:13px}
th,td{padding:.35rem .5rem;border-bottom:1px solid var(--line);text-align:left;vertical-align:top;overflow-wrap:anywhere;unicode-bidi:isolate}
th{background:var(--band);overflow-wrap:normal}th.number,td.number{text-align:right;font-variant-numeric:tabular-nums}td.time{white-space:nowrap;overflow-wrap:normal}
td.code,pre{font-family:"JetBrains Mono",ui-monospace,monospace;font-size:12px}
pre{white-space:pre-wrap;overflow-wrap:anywhere;background:var(--band);padding:.8rem}
summary{cursor:pointer;color:var(--soft)}
@page{margin:16mm 14mm}
@media print{body{max-width:none;padding:0;font-size:10pt}table{font-size:8pt}td.time{white-space:normal}.wide{overflow:visible}tr,.badge{break-inside:avoid}thead{display:table-header-group}h2{break-after:avoid}details{display:none}}
)";

class HtmlWriter {
public:
    void raw(std::string_view markup) { m_out += markup; }
    void text(std::string_view utf8)
    {
        for (const char c : utf8) {
            bool escaped = false;
            for (const auto& [sign, entity] : kEscapes) {
                if (c != sign) continue;
                m_out += entity;
                escaped = true;
            }
            if (!escaped) m_out += c;
        }
    }
    void element(std::string_view tag, std::string_view utf8)
    {
        m_out.append("<").append(tag).append(">");
        text(utf8);
        m_out.append("</").append(tag.substr(0, tag.find(' '))).append(">");
    }

    void operator()(const Paragraph& paragraph) { element("p", paragraph.text), raw("\n"); }
    void operator()(const Bullets& bullets)
    {
        raw("<ul>\n");
        for (const std::string& item : bullets.items) element("li", item), raw("\n");
        raw("</ul>\n");
    }
    void operator()(const Table& table)
    {
        raw("<div class=\"wide\"><table>\n<colgroup>");
        const int weights = std::accumulate(table.columns.begin(), table.columns.end(), 0,
                                            [](int sum, const Column& column) { return sum + column.weight; });
        for (const Column& column : table.columns)
            raw("<col style=\"width:" + std::to_string(100 * column.weight / std::max(weights, 1)) + "%\">");
        raw("</colgroup>\n");
        if (!table.columns.front().title.empty()) {
            raw("<thead><tr>");
            for (const Column& column : table.columns)
                element(column.kind == Column::Kind::Number ? "th scope=\"col\" class=\"number\"" : "th scope=\"col\"",
                        column.title);
            raw("</tr></thead>\n");
        }
        raw("<tbody>\n");
        for (const auto& row : table.rows) {
            raw("<tr>");
            for (std::size_t i = 0; i < row.size(); ++i) {
                const bool isName = i == 0 && table.columns.front().title.empty();
                element(isName ? "th scope=\"row\"" : cellTag(table.columns[i].kind), row[i]);
            }
            raw("</tr>\n");
        }
        raw("</tbody></table></div>\n");
    }

    [[nodiscard]] std::string take() { return std::move(m_out); }

private:
    static std::string_view cellTag(Column::Kind kind)
    {
        switch (kind) {
        case Column::Kind::Number:
            return "td class=\"number\"";
        case Column::Kind::Time:
            return "td class=\"time\"";
        case Column::Kind::Code:
        case Column::Kind::Data:
            return "td class=\"code\"";
        case Column::Kind::Text:
            break;
        }
        return "td";
    }

    std::string m_out;
};

/// Only the badges that there are have a colour: the name comes from a document that anybody may have written.
std::string_view badgeClass(std::string_view badge)
{
    for (const std::string_view known : {"verified", "mismatch", "signed_only", "self_consistent", "pending", "unknown"}) {
        if (badge == known) return known;
    }
    return "not_covered";
}

void writeHead(HtmlWriter& out, const Presentation& shown)
{
    out.raw("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
            "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
            "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    out.element("title", shown.title + ": " + shown.badgeTitle);
    out.raw("\n<style>");
    out.raw(kStyle);
    out.raw("</style>\n</head>\n<body>\n<header>\n");
    out.element("h1", shown.title);
    out.raw("\n");
    out.element("p class=\"scope\"", "Of " + shown.subtitle);
    out.raw("\n");
    out.element("p class=\"made\"", "Source: " + shown.source + ". Made at " + shown.madeAt + " by " + shown.madeBy + ".");
    out.raw("\n<div class=\"badge ");
    out.raw(badgeClass(shown.badge));
    out.raw("\">");
    out.element("strong", shown.badgeTitle);
    out.element("p", shown.badgeMeaning);
    out.element("p", "Reason: " + shown.reason);
    out.raw("</div>\n</header>\n<nav aria-label=\"Contents\">\n<ol>\n");
    for (const Section& section : shown.sections) {
        out.raw("<li><a href=\"#" + section.id + "\">");
        out.text(section.title);
        out.raw("</a></li>\n");
    }
    out.raw("</ol>\n</nav>\n<main>\n");
}

}  // namespace

std::string toHtml(const json::Value& document)
{
    const Presentation shown = present(document);
    HtmlWriter out;
    writeHead(out, shown);
    for (const Section& section : shown.sections) {
        out.raw("<section>\n<h2 id=\"" + section.id + "\">");
        out.text(section.title);
        out.raw("</h2>\n");
        for (const Block& block : section.blocks) std::visit(out, block);
        out.raw("</section>\n");
    }
    out.raw("</main>\n<details>\n<summary>The same report for programs (JSON); recheck reads it here</summary>\n");
    out.raw(kDocumentStart);
    out.text(json::dumpCanonical(document));
    out.raw(kDocumentEnd);
    out.raw("\n</details>\n</body>\n</html>\n");
    return out.take();
}

std::optional<std::string> documentInHtml(std::string_view html)
{
    const std::size_t start = html.find(kDocumentStart);
    if (start == std::string_view::npos) return std::nullopt;
    std::string_view rest = html.substr(start + kDocumentStart.size());
    const std::size_t end = rest.find(kDocumentEnd);
    if (end == std::string_view::npos) return std::nullopt;
    rest = rest.substr(0, end);
    std::string document;
    while (!rest.empty()) {
        std::size_t taken = 1;
        char sign = rest.front();
        for (const auto& [escaped, entity] : kEscapes) {
            if (!rest.starts_with(entity)) continue;
            sign = escaped;
            taken = entity.size();
        }
        document += sign;
        rest.remove_prefix(taken);
    }
    return document;
}

}  // namespace vci::report

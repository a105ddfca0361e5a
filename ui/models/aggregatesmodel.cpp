// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/models/aggregatesmodel.h"

#include <algorithm>

namespace vci::ui {

namespace {

constexpr std::size_t kMaxPages = 64;
constexpr std::size_t kMaxPreviews = 5000;

QString dash()
{
    return QStringLiteral("—");
}

}  // namespace

int AggregatesModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : 1;
}

const AggregateItem* AggregatesModel::find(qint64 position) const
{
    const auto page = m_pages.find(position / kPageRows);
    if (page == m_pages.end()) return nullptr;
    const auto row = static_cast<std::size_t>(position % kPageRows);
    return row < page->second.items.size() ? &page->second.items[row] : nullptr;
}

const AggregatePreview* AggregatesModel::previewOf(AggregateId id) const
{
    const auto found = m_previews.find(id);
    return found == m_previews.end() ? nullptr : &found->second.preview;
}

QVariant AggregatesModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
    const qint64 position = positionOf(index.row());
    if (const AggregateItem* item = find(position)) return itemData(*item, role);
    const auto page = m_pages.find(position / kPageRows);
    const bool loading = page != m_pages.end() && page->second.loading;
    if (role == CellRole) return static_cast<int>(loading ? Cell::Loading : Cell::Missing);
    if (role == Qt::DisplayRole || role == Qt::AccessibleTextRole) return tr("Loading…");
    return {};
}

QVariant AggregatesModel::itemData(const AggregateItem& item, int role) const
{
    const AggregatePreview* preview = previewOf(item.id);
    switch (role) {
    case CellRole:
        return static_cast<int>(Cell::Loaded);
    case FamilyRole:
        return item.family;
    case Qt::DisplayRole:
    case HandleRole:
        return preview != nullptr ? preview->handle : dash();
    case StatusRole:
        if (!item.match.isEmpty()) return item.match;
        return preview != nullptr ? preview->status : QString();
    case KindRole:
        return QStringLiteral("%1 · %2").arg(item.type, format::shortId(item.id.uuid()));
    case WhenRole:
        return whenText(item);
    case IdTextRole:
        return QString::fromStdString(item.id.toString());
    case Qt::ToolTipRole:
    case Qt::AccessibleTextRole:
        return fullText(item);
    default:
        return {};
    }
}

QString AggregatesModel::whenText(const AggregateItem& item) const
{
    if (!item.excerpt.isEmpty()) return item.excerpt;
    QString when;
    if (item.last) {
        const Timestamp at = item.last->at;
        const QString date = format::date(at, m_zone);
        const QString newest = m_newest ? format::date(*m_newest, m_zone) : QString();
        const QString clock = format::timeOfDay(at, m_zone);
        if (date == newest)
            when = clock.left(8);
        else if (date.size() == 10 && date.left(4) == newest.left(4))
            when = date.mid(5) + QLatin1Char(' ') + clock.left(5);
        else
            when = date;
    }
    if (item.events == 0) return when;
    return QStringLiteral("%1 · %2").arg(when, format::count(item.events));
}

QString AggregatesModel::fullText(const AggregateItem& item) const
{
    const AggregatePreview* preview = previewOf(item.id);
    QStringList parts;
    if (preview != nullptr && preview->handle != dash()) parts << preview->handle;
    if (preview != nullptr && preview->status != dash()) parts << preview->status;
    if (!item.match.isEmpty()) parts << item.match;
    parts << item.type + QLatin1Char(' ') + QString::fromStdString(item.id.toString());
    if (item.last) parts << format::dateTime(item.last->at, m_zone);
    if (item.events > 0) parts << (item.events == 1 ? tr("1 event") : tr("%1 events").arg(format::count(item.events)));
    if (!item.excerpt.isEmpty()) parts << item.excerpt;
    return parts.join(QStringLiteral(", "));
}

void AggregatesModel::showRange(qint64 begin, qint64 end)
{
    m_shownBegin = begin;
    m_shownEnd = end;
    ++m_clock;
    for (qint64 page = begin / kPageRows; page * kPageRows < end; ++page)
        if (const auto found = m_pages.find(page); found != m_pages.end()) found->second.lastUse = m_clock;
    Q_EMIT rangeShown(begin, end);
}

void AggregatesModel::setList(qint64 size)
{
    beginResetModel();
    m_pages.clear();
    m_newest.reset();
    assignSize(size);
    endResetModel();
}

void AggregatesModel::extendTo(qint64 size)
{
    if (size > this->size()) growTo(size);
}

void AggregatesModel::setPage(qint64 begin, std::vector<AggregateItem> items)
{
    const auto newestBefore = m_newest;
    for (const AggregateItem& item : items)
        if (item.last && item.last->foreignText.empty() && (!m_newest || item.last->at > *m_newest)) m_newest = item.last->at;
    Page& page = m_pages[begin / kPageRows];
    page.items = std::move(items);
    page.loading = false;
    page.lastUse = ++m_clock;
    const qint64 end = begin + static_cast<qint64>(page.items.size());
    evictPages();
    // Another newest day changes what other rows show, too.
    if (newestBefore != m_newest)
        tellChanged(windowBegin(), windowBegin() + rowCount());
    else
        tellChanged(begin, end);
    if (begin < m_shownEnd && end > m_shownBegin) Q_EMIT rangeShown(m_shownBegin, m_shownEnd);
}

void AggregatesModel::markLoading(qint64 begin, bool loading)
{
    const qint64 number = begin / kPageRows;
    if (loading)
        m_pages[number].loading = true;
    else if (const auto page = m_pages.find(number); page != m_pages.end() && page->second.items.empty())
        m_pages.erase(page);
    tellChanged(begin, begin + kPageRows);
}

void AggregatesModel::setPreviews(const std::vector<std::pair<AggregateId, AggregatePreview>>& previews)
{
    for (const auto& [id, preview] : previews) {
        if (const auto known = m_previews.find(id); known != m_previews.end()) m_previewUse.erase(known->second.use);
        m_previewUse.push_front(id);
        m_previews[id] = {preview, m_previewUse.begin()};
    }
    while (m_previews.size() > kMaxPreviews) {
        m_previews.erase(m_previewUse.back());
        m_previewUse.pop_back();
    }
    tellChanged(m_shownBegin, m_shownEnd);
}

void AggregatesModel::clear()
{
    m_previews.clear();
    m_previewUse.clear();
    m_shownBegin = m_shownEnd = 0;
    setList(0);
}

void AggregatesModel::setZone(format::Zone zone)
{
    m_zone = zone;
    tellChanged(windowBegin(), windowBegin() + rowCount());
}

std::optional<AggregateItem> AggregatesModel::itemAt(qint64 position) const
{
    const AggregateItem* item = find(position);
    return item != nullptr ? std::optional(*item) : std::nullopt;
}

std::optional<qint64> AggregatesModel::findLoaded(AggregateId id) const
{
    std::optional<qint64> first;
    for (const auto& [number, page] : m_pages)
        for (std::size_t row = 0; row < page.items.size(); ++row) {
            const qint64 position = number * kPageRows + static_cast<qint64>(row);
            if (page.items[row].id == id && (!first || position < *first)) first = position;
        }
    return first;
}

std::vector<AggregateItem> AggregatesModel::withoutPreview(qint64 begin, qint64 end) const
{
    std::vector<AggregateItem> items;
    for (qint64 position = begin; position < end; ++position) {
        const AggregateItem* item = find(position);
        if (item != nullptr && previewOf(item->id) == nullptr) items.push_back(*item);
    }
    return items;
}

std::vector<qint64> AggregatesModel::missingPages(qint64 begin, qint64 end) const
{
    std::vector<qint64> pages;
    for (qint64 page = begin / kPageRows; page * kPageRows < std::min(end, size()); ++page)
        if (!m_pages.contains(page)) pages.push_back(page * kPageRows);
    return pages;
}

void AggregatesModel::evictPages()
{
    while (m_pages.size() > kMaxPages) {
        const auto oldest = std::min_element(m_pages.begin(), m_pages.end(),
                                             [](const auto& a, const auto& b) { return a.second.lastUse < b.second.lastUse; });
        m_pages.erase(oldest);
    }
}

void AggregatesModel::tellChanged(qint64 begin, qint64 end)
{
    const qint64 first = std::max(begin, windowBegin());
    const qint64 last = std::min(end, windowBegin() + rowCount()) - 1;
    if (first > last) return;
    Q_EMIT dataChanged(index(static_cast<int>(first - windowBegin()), 0), index(static_cast<int>(last - windowBegin()), 0));
}

}  // namespace vci::ui

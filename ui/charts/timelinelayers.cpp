// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/charts/timelinelayers.h"

#include "ui/theme/theme.h"

#include <QCoreApplication>
#include <QFontMetricsF>

#include <algorithm>
#include <cmath>

namespace vci::ui {

namespace {

constexpr double kFutureOpacity = 0.42;
constexpr double kMarkRadius = 4.5;
constexpr double kCurrentRadius = 6;
constexpr double kLabelGap = 12;
constexpr double kFlagHeight = 18;
constexpr double kFlagTop = 3;
constexpr double kMinSpanPx = 1.5;
constexpr double kPinLetterPx = 9;
constexpr double kDensityHeight = 13;
constexpr double kSnapshotRadius = 3.5;
constexpr double kProofPx = 4;
constexpr double kMinProofPx = 3;
constexpr double kWrongProofPx = 10;
constexpr double kMinSnapshotGapPx = 3;
constexpr std::int64_t kDayMicros = 86'400'000'000;

QString plainText(const std::string& utf8)
{
    return format::plain(utf8);
}

}  // namespace

QString playheadText(const TimelineScene& scene)
{
    if (!scene.index || scene.index->size() == 0) return {};
    if (scene.position == 0) return QCoreApplication::translate("TimelinePlot", "before the first");
    const auto& timeline = scene.index->timeline();
    const Timestamp at = timeline.eventAt(scene.position - 1).at;
    if (!at.isInEnvelopeRange()) return plainText(timeline.timeText(scene.position - 1));
    const QString clock = format::shortTimeOfDay(at, scene.zone);
    const bool overDays = scene.index->lastMicros() - scene.index->firstMicros() > kDayMicros;
    return overDays ? format::date(at, scene.zone) + u' ' + clock : clock;
}

SceneLayer::SceneLayer(QCustomPlot* plot, const QString& layer, const TimelineScene& scene)
    : QCPLayerable(plot, layer)
    , m_scene(scene)
{
}

void SceneLayer::applyDefaultAntialiasingHint(QCPPainter* painter) const
{
    painter->setAntialiasing(true);
}

void LanesLayer::draw(QCPPainter* painter)
{
    if (!m_scene.index) return;
    const auto& theme = Theme::instance();
    const QFont font = theme.secondaryFont();
    const QFontMetricsF metrics(font);
    const double labelWidth = m_scene.lanesRect.left() - kLabelGap - 4;
    painter->setFont(font);
    for (std::size_t i = 0; i < m_scene.index->lanes().size(); ++i) {
        const Lane& lane = m_scene.index->lanes()[i];
        const double y = m_scene.laneY(i);
        painter->setAntialiasing(false);
        painter->setPen(QPen(theme.palette().line, 1));
        const double lineY = std::floor(y);
        painter->drawLine(QPointF(m_scene.lanesRect.left(), lineY), QPointF(m_scene.lanesRect.right(), lineY));
        painter->setAntialiasing(true);
        painter->setPen(theme.palette().secondary);
        const QString label = lane.family.empty() ? QCoreApplication::translate("TimelinePlot", "Other") : plainText(lane.label);
        painter->drawText(QRectF(4, y - 10, labelWidth, 20), Qt::AlignRight | Qt::AlignVCenter,
                          metrics.elidedText(label, Qt::ElideRight, labelWidth));
        drawSpans(*painter, lane, y);
    }
    if (!m_scene.proof.empty()) drawProof(*painter);
    if (!m_scene.snapshots.empty()) drawSnapshots(*painter);
}

void LanesLayer::drawRowLabel(QCPPainter& painter, double y, const char* text) const
{
    painter.setPen(Theme::instance().palette().secondary);
    painter.drawText(QRectF(4, y - 10, m_scene.lanesRect.left() - kLabelGap - 4, 20), Qt::AlignRight | Qt::AlignVCenter,
                     QCoreApplication::translate("TimelinePlot", text));
}

void LanesLayer::drawProof(QCPPainter& painter) const
{
    const QRectF& rect = m_scene.lanesRect;
    drawRowLabel(painter, m_scene.proofY, QT_TRANSLATE_NOOP("TimelinePlot", "Proof"));
    painter.setPen(Qt::NoPen);
    for (const ProofStretch& stretch : m_scene.proof) {
        // From its first event to the first of the next stretch: there is no gap in what is known.
        const std::size_t end = std::min(stretch.end, m_scene.index->size() - 1);
        const double left = std::max(rect.left(), m_scene.xOf(m_scene.index->timeOf(stretch.begin)));
        const double right = std::min(rect.right(), m_scene.xOf(m_scene.index->timeOf(end)));
        if (left > rect.right() || right < rect.left()) continue;
        painter.setBrush(stretch.color);
        // A moment of it is as wide as can be seen. What is worse was sorted behind and covers what is better.
        const double height = stretch.gravity >= ProofStretch::kWrong ? kWrongProofPx : kProofPx;
        painter.drawRect(QRectF(left, m_scene.proofY - height / 2, std::max(kMinProofPx, right - left), height));
    }
}

void LanesLayer::drawSnapshots(QCPPainter& painter) const
{
    const auto& palette = Theme::instance().palette();
    const QRectF& rect = m_scene.lanesRect;
    const double y = m_scene.snapshotsY;
    drawRowLabel(painter, y, QT_TRANSLATE_NOOP("TimelinePlot", "Snapshots"));
    painter.setPen(QPen(palette.secondary, 1));
    double last = -kMinSnapshotGapPx;
    for (const SnapshotMark& mark : m_scene.snapshots) {
        const double x = m_scene.xOf(m_scene.microsOf(mark.position));
        if (x < rect.left() - kSnapshotRadius || x > rect.right() + kSnapshotRadius) continue;
        if (std::abs(x - last) < kMinSnapshotGapPx) continue;  // where they touch, one stands for its neighbours
        last = x;
        painter.setBrush(mark.isUsed ? QBrush(palette.secondary) : QBrush(palette.panel));
        const QPointF corners[] = {
            {x, y - kSnapshotRadius}, {x + kSnapshotRadius, y}, {x, y + kSnapshotRadius}, {x - kSnapshotRadius, y}};
        painter.drawPolygon(corners, 4);
    }
}

void LanesLayer::drawSpans(QCPPainter& painter, const Lane& lane, double y) const
{
    const auto& theme = Theme::instance();
    const QRectF& rect = m_scene.lanesRect;
    painter.setPen(Qt::NoPen);
    for (const auto& span : lane.spans) {
        const double left = std::max(rect.left(), m_scene.xOf(span.beginMicros));
        const double right = std::min(rect.right(), m_scene.xOf(span.endMicros));
        if (right - left < kMinSpanPx) continue;
        const bool band = span.kind == LaneSpan::Kind::Band;
        QColor color = band ? theme.familyColor(QString::fromStdString(lane.family)) : theme.palette().security;
        color.setAlphaF(band ? 0.32F : 0.6F);
        painter.setBrush(color);
        const double height = band ? 8 : 3;
        const double top = band ? y - height / 2 : y + std::min(8.0, m_scene.lanePitch / 2 - height);
        painter.drawRoundedRect(QRectF(left, top, right - left, height), height / 2, height / 2);
    }
}

void MarksLayer::draw(QCPPainter* painter)
{
    if (!m_scene.index) return;
    const QRectF& rect = m_scene.lanesRect;
    painter->setClipRect(rect.adjusted(-kCurrentRadius - 1, -kCurrentRadius, kCurrentRadius + 1, kCurrentRadius));
    const std::int64_t begin = m_scene.microsAt(rect.left() - kCurrentRadius);
    const std::int64_t end = m_scene.microsAt(rect.right() + kCurrentRadius);
    const double playheadX = m_scene.xOf(m_scene.microsOf(m_scene.position));
    for (std::size_t i = 0; i < m_scene.index->lanes().size(); ++i) {
        const auto& times = m_scene.index->lanes()[i].times;
        const auto first = static_cast<std::size_t>(std::lower_bound(times.begin(), times.end(), begin) - times.begin());
        const auto last = static_cast<std::size_t>(std::upper_bound(times.begin(), times.end(), end) - times.begin());
        const bool dense = static_cast<double>(last - first) * kPixelsPerMark > rect.width();
        if (dense)
            drawDensity(*painter, i, playheadX);
        else
            drawMarks(*painter, i, first, last);
    }
    const auto drawAlone = [&](std::size_t event, double radius) {
        const std::size_t lane = m_scene.index->laneOf(event);
        const auto color = Theme::instance().familyColor(QString::fromStdString(m_scene.index->lanes()[lane].family));
        drawMark(*painter, QPointF(m_scene.xOf(m_scene.index->timeOf(event)), m_scene.laneY(lane)), event, color, radius);
    };
    if (m_scene.hovered && *m_scene.hovered < m_scene.index->size()) drawAlone(*m_scene.hovered, kMarkRadius + 0.5);
    if (m_scene.position > 0 && m_scene.position <= m_scene.index->size()) drawAlone(m_scene.position - 1, kCurrentRadius);
}

void MarksLayer::drawMarks(QCPPainter& painter, std::size_t lane, std::size_t first, std::size_t last) const
{
    const Lane& entry = m_scene.index->lanes()[lane];
    const QColor color = Theme::instance().familyColor(QString::fromStdString(entry.family));
    const double y = m_scene.laneY(lane);
    const auto drawThose = [&](bool future, bool failed) {
        for (std::size_t i = first; i < last; ++i) {
            const std::size_t event = entry.events[i];
            if ((event >= m_scene.position) != future || m_scene.index->isFailure(event) != failed) continue;
            drawMark(painter, QPointF(m_scene.xOf(entry.times[i]), y), event, color, kMarkRadius);
        }
    };
    // What failed comes last, so that no neighbour hides it.
    for (const bool future : {true, false}) {
        painter.setOpacity(future ? kFutureOpacity : 1.0);
        drawThose(future, false);
        drawThose(future, true);
    }
    painter.setOpacity(1);
}

void MarksLayer::drawMark(QCPPainter& painter, const QPointF& at, std::size_t event, const QColor& color, double radius) const
{
    const auto& palette = Theme::instance().palette();
    if (m_scene.index->isFailure(event)) {
        constexpr double kPenWidth = 1.75;
        painter.setPen(QPen(palette.mismatch, kPenWidth));
        painter.setBrush(palette.panel);
        radius -= kPenWidth / 2 - 0.25;
    } else {
        painter.setPen(Qt::NoPen);
        painter.setBrush(color);
    }
    painter.drawEllipse(at, radius, radius);
}

void MarksLayer::drawDensity(QCPPainter& painter, std::size_t lane, double playheadX) const
{
    const auto& theme = Theme::instance();
    const Lane& entry = m_scene.index->lanes()[lane];
    const QRectF& rect = m_scene.lanesRect;
    const auto bins = static_cast<std::size_t>(std::max(1.0, std::floor(rect.width() / kPixelsPerMark)));
    const std::int64_t begin = m_scene.microsAt(rect.left());
    const std::int64_t end = std::max(begin + 1, m_scene.microsAt(rect.right()));
    const auto counts = binCounts(entry.times, begin, end, bins);
    const auto failures = binCounts(entry.failures, begin, end, bins);
    const double most = std::log1p(*std::max_element(counts.begin(), counts.end()));
    const double binWidth = rect.width() / static_cast<double>(bins);
    const double y = m_scene.laneY(lane);
    QColor color = theme.familyColor(QString::fromStdString(entry.family));
    painter.setAntialiasing(false);
    painter.setPen(Qt::NoPen);
    for (std::size_t bin = 0; bin < bins; ++bin) {
        if (counts[bin] == 0) continue;
        const double left = rect.left() + static_cast<double>(bin) * binWidth;
        const double share = std::log1p(counts[bin]) / most;
        const double height = 3 + (std::min(kDensityHeight, m_scene.lanePitch - 6) - 3) * share;
        painter.setOpacity(left > playheadX ? kFutureOpacity : 1.0);
        color.setAlphaF(static_cast<float>(0.3 + 0.6 * share));
        painter.setBrush(color);
        painter.drawRect(QRectF(left, y - height / 2, binWidth, height));
        if (failures[bin] == 0) continue;
        painter.setBrush(theme.palette().mismatch);
        painter.drawRect(QRectF(left, y + height / 2 + 1, binWidth, 2));
    }
    painter.setOpacity(1);
    painter.setAntialiasing(true);
}

void PlayheadLayer::draw(QCPPainter* painter)
{
    if (!m_scene.index || m_scene.index->size() == 0) return;
    drawPin(*painter, 0);
    drawPin(*painter, 1);
    drawPlayhead(*painter);
}

void PlayheadLayer::drawPin(QCPPainter& painter, std::size_t pin) const
{
    const auto at = m_scene.pins[pin];
    if (!at) return;
    const double x = m_scene.xOf(m_scene.microsOf(*at));
    const QRectF& rect = m_scene.lanesRect;
    if (x < rect.left() - 1 || x > rect.right() + 1) return;
    const auto& theme = Theme::instance();
    QPen pen(theme.palette().secondary, 1, Qt::CustomDashLine, Qt::FlatCap);
    pen.setDashPattern({1.5, 2.5});
    painter.setAntialiasing(false);
    painter.setPen(pen);
    const double lineX = std::floor(x);
    painter.drawLine(QPointF(lineX, rect.top() + 2), QPointF(lineX, rect.bottom()));
    painter.setAntialiasing(true);
    painter.setPen(theme.palette().secondary);
    painter.setFont(theme.secondaryFont());
    // The playhead's flag would cover the letter, and its line run through it: there it stands lower, and beside the line.
    const QRectF covering = flag().adjusted(-kPinLetterPx, 0, kPinLetterPx, 0);
    const bool lower = covering.left() < x && x < covering.right();
    const double aside = x - 2 * kPinLetterPx > rect.left() ? -kPinLetterPx : kPinLetterPx;
    const QPointF centre = lower ? QPointF(x + aside, covering.bottom() + kPinLetterPx) : QPointF(x, rect.top() - 6);
    painter.drawText(QRectF(centre - QPointF(10, 7), QSizeF(20, 14)), Qt::AlignCenter,
                     pin == 0 ? QStringLiteral("A") : QStringLiteral("B"));
}

QRectF PlayheadLayer::flag() const
{
    const double x = m_scene.xOf(m_scene.microsOf(m_scene.position));
    const double width =
        std::ceil(QFontMetricsF(Theme::instance().secondaryFont()).horizontalAdvance(playheadText(m_scene))) + 18;
    const double leftMost = m_scene.lanesRect.right() + 8 - width;
    return {std::max(2.0, std::min(x - width / 2, leftMost)), kFlagTop, width, kFlagHeight};
}

void PlayheadLayer::drawPlayhead(QCPPainter& painter) const
{
    const double x = m_scene.xOf(m_scene.microsOf(m_scene.position));
    const QRectF& rect = m_scene.lanesRect;
    if (x < rect.left() - 1 || x > rect.right() + 1) return;
    const auto& theme = Theme::instance();
    painter.setPen(QPen(theme.palette().accent, 1.5));
    painter.drawLine(QPointF(x, kFlagTop + kFlagHeight), QPointF(x, rect.bottom()));
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme.palette().accent);
    painter.drawRoundedRect(flag(), 3, 3);
    painter.setPen(theme.palette().panel);
    painter.setFont(theme.secondaryFont());
    painter.drawText(flag(), Qt::AlignCenter, playheadText(m_scene));
}

}  // namespace vci::ui

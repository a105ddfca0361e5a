// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/charts/qcustomplotinclude.h"
#include "ui/charts/timelinescene.h"

namespace vci::ui {

/// A layer of the timeline chart. Three of them, so that a move of the playhead repaints no more than what it changed.
/// Owned by the plot, like every layerable; the scene must outlive it.
class SceneLayer : public QCPLayerable {
    Q_OBJECT

public:
    SceneLayer(QCustomPlot* plot, const QString& layer, const TimelineScene& scene);

protected:
    void applyDefaultAntialiasingHint(QCPPainter* painter) const override;
    const TimelineScene& m_scene;
};

/// Hairlines, labels and spans: changes with the view, not with the playhead.
class LanesLayer : public SceneLayer {
    Q_OBJECT

public:
    using SceneLayer::SceneLayer;

protected:
    void draw(QCPPainter* painter) override;

private:
    void drawSpans(QCPPainter& painter, const Lane& lane, double y) const;
    void drawSnapshots(QCPPainter& painter) const;
    void drawProof(QCPPainter& painter) const;
    void drawRowLabel(QCPPainter& painter, double y, const char* text) const;
};

/// Events: a mark each, or their density where marks would touch. Those after the playhead are faded.
class MarksLayer : public SceneLayer {
    Q_OBJECT

public:
    using SceneLayer::SceneLayer;

    /// A lane with more events in view than one in so many pixels shows density.
    static constexpr int kPixelsPerMark = 3;

protected:
    void draw(QCPPainter* painter) override;

private:
    void drawMarks(QCPPainter& painter, std::size_t lane, std::size_t first, std::size_t last) const;
    void drawMark(QCPPainter& painter, const QPointF& at, std::size_t event, const QColor& color, double radius) const;
    void drawDensity(QCPPainter& painter, std::size_t lane, double playheadX) const;
};

/// Playhead with its flag, and the pins.
class PlayheadLayer : public SceneLayer {
    Q_OBJECT

public:
    using SceneLayer::SceneLayer;

protected:
    void draw(QCPPainter* painter) override;

private:
    void drawPin(QCPPainter& painter, std::size_t pin) const;
    [[nodiscard]] QRectF flag() const;
    void drawPlayhead(QCPPainter& painter) const;
};

/// What the playhead's flag says.
[[nodiscard]] QString playheadText(const TimelineScene& scene);

}  // namespace vci::ui

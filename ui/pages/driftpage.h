// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/projection/comparison.h"
#include "ui/bridge/worker.h"

#include <QWidget>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

QT_BEGIN_NAMESPACE
class QPushButton;
QT_END_NAMESPACE

namespace vci::ui {

class DriftModel;
class ElidedLabel;
class EmptyState;
class ModelSource;
class QuietTable;

/// The rows of a read model beside what the events say; and, in operator mode, the way to bring them to it: preview, typed
/// confirmation, rebuild.
class DriftPage : public QWidget {
    Q_OBJECT

public:
    /// source outlives the page.
    explicit DriftPage(ModelSource& source, QWidget* parent = nullptr);

    /// Compares; nothing is written. On the platform's own schema there are only the platform's rows, whatever is asked for.
    void compare(const std::string& modelType, projection::Whose whose);
    /// Compares and asks, with what would change, whether to go on.
    void rebuild(const std::string& modelType);
    void clear();
    void takeFocus();

Q_SIGNALS:
    void rowChosen(const QString& modelId);
    void rebuilt();

private:
    enum class Then { Show, Ask };

    void start(const std::string& modelType, projection::Whose whose, Then then);
    void accept(Result<projection::Comparison> comparison, Then then);
    [[nodiscard]] bool mayRebuild() const;
    void ask(const projection::Comparison& comparison);
    void run();
    void acceptRebuild(Result<projection::Comparison> mended);
    void showFailure(const QString& title, const Error& error);
    void showComparison(const projection::Comparison& comparison, const QString& head);

    ModelSource& m_source;
    DriftModel* m_model;
    QuietTable* m_view;
    EmptyState* m_empty;
    ElidedLabel* m_head;
    std::string m_modelType;
    projection::Whose m_whose = projection::Whose::Projected;
    RequestNumber m_request = 0;
    std::uint64_t m_shown = 0;  ///< counts what was asked; answers to older questions are dropped
};

}  // namespace vci::ui

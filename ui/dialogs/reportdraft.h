// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/bridge/reportservices.h"
#include "ui/bridge/worker.h"
#include "ui/print/pictures.h"

#include <QObject>
#include <QString>
#include <QTimer>

#include <functional>
#include <optional>

namespace vci::ui {

class Session;

/// What a person wants to see.
struct ReportWish {
    report::Request request;
    report::Format format = report::Format::Pdf;
    int pageWidthPx = 600;
};

/// A report and how its beginning looks.
struct ReportPreview {
    ReportMade made;
    print::PagePictures pictures;  ///< of the formats with pages, and of XLSX, which says the same
    QString text;                  ///< of CSV and JSON
};

/// A report while its options change: made anew a moment after the last change, on the worker for long work, and written as it
/// was shown. What is known already is not asked for again: another format takes no reading. GUI thread.
class ReportDraft : public QObject {
    Q_OBJECT

public:
    enum class State { Nothing, Waiting, Making, Ready, Failed, Stopped, Saving };
    static constexpr int kMostPages = 16;
    static constexpr qsizetype kMostText = 100'000;  ///< characters shown of CSV and JSON

    /// session must outlive it. A source is open, with a tenant. beforeReveal is called on the worker's thread before personal
    /// data is shown for the first time; where it fails, none is.
    ReportDraft(Session& session, ReportServices services, std::function<Result<void>()> beforeReveal, QObject* parent = nullptr);
    ~ReportDraft() override;

    void ask(ReportWish wish);
    /// The options make no sense: there is nothing to show.
    void clear();
    /// Ends what runs.
    void stop();
    /// Requires isReady(). saved() or saveFailed() follows.
    void save(const QString& file);

    [[nodiscard]] State state() const { return m_state; }
    [[nodiscard]] bool isReady() const { return m_state == State::Ready; }
    [[nodiscard]] const ReportPreview& preview() const { return m_preview; }  ///< requires isReady()
    [[nodiscard]] const std::optional<Error>& error() const { return m_error; }
    [[nodiscard]] std::int64_t done() const { return m_done; }  ///< events read

Q_SIGNALS:
    void changed();
    void progressed();
    void saved(const QString& file);
    void saveFailed(const vci::Error& error);

private:
    void make();
    void setState(State state);
    void accept(Result<ReportPreview> made);

    Session& m_session;
    ReportServices m_services;
    std::function<Result<void>()> m_beforeReveal;
    QTimer m_pause;  ///< a person who types changes an option with every key
    std::optional<ReportWish> m_wish;
    std::optional<report::Request> m_madeOf;  ///< the request of what m_preview holds
    ReportPreview m_preview;
    RequestNumber m_request = 0;
    std::uint64_t m_asked = 0;  ///< counts tasks: the answer of an older one is dropped
    State m_state = State::Nothing;
    std::optional<Error> m_error;
    std::int64_t m_done = 0;
};

}  // namespace vci::ui

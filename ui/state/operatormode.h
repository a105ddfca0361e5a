// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/store/administration.h"
#include "ui/bridge/operatorservices.h"
#include "ui/bridge/worker.h"
#include "ui/state/activitylog.h"
#include "ui/state/session.h"

#include <QDateTime>
#include <QElapsedTimer>
#include <QObject>
#include <QString>
#include <QTimer>

#include <chrono>
#include <memory>
#include <optional>

namespace vci::ui {

/// Whether the source may be written to right now. Off at first and after every change of source or tenant; turned on for a
/// reason and a limited time, where the login may. Without it nothing in the desktop writes. GUI thread.
class OperatorMode : public QObject {
    Q_OBJECT

public:
    static constexpr std::chrono::milliseconds kLength = std::chrono::minutes(15);
    enum class Right { Snapshots, ReadModels };

    /// session must outlive it; log outlives what its workers still do.
    OperatorMode(Session& session, OperatorServices services, std::shared_ptr<ActivityLog> log,
                 std::chrono::milliseconds length = kLength, QObject* parent = nullptr);
    /// Ends it, and waits until the log has that.
    ~OperatorMode() override;

    [[nodiscard]] const OperatorServices& services() const { return m_services; }
    [[nodiscard]] ActivityLog& log() const { return *m_log; }

    /// What the database is and what its login may do; absent for a case file, while it is being read, and where that failed.
    [[nodiscard]] const std::optional<store::DatabaseStatus>& status() const { return m_status; }
    [[nodiscard]] const std::optional<Error>& statusError() const { return m_statusError; }

    [[nodiscard]] bool may(Right right) const;
    [[nodiscard]] bool isAvailable() const { return may(Right::Snapshots) || may(Right::ReadModels); }
    /// Why it cannot be turned on, a sentence; empty where it can.
    [[nodiscard]] QString whyUnavailable() const;

    [[nodiscard]] bool isOn() const { return m_on; }
    [[nodiscard]] bool isOnFor(Right right) const { return m_on && may(right); }
    [[nodiscard]] const QString& reason() const { return m_reason; }
    [[nodiscard]] std::chrono::milliseconds remaining() const;

    /// On once the log has it; refused() otherwise. Requires isAvailable() and a reason.
    void begin(const QString& reason);
    void end();

    /// What an act is called in the logs.
    template <typename T>
    struct Words {
        QString name;                                ///< rebuild the read model CallSummary
        std::function<QString(const T&)> outcome;    ///< a sentence
        std::function<QString(const T&)> inCustody;  ///< the word for the custody log of a case: rebuilt; empty: nothing changed
    };

    /// Writes to the source on the worker for long work: `started` goes to the activity log, then work runs, then its outcome
    /// goes there, in words. Requires isOn(). done as Worker::run() calls it; where the log cannot be written, nothing is done.
    template <typename T>
    RequestNumber act(const Words<T>& words, std::function<Result<T>(TaskContext&)> work, QObject* context,
                      std::function<void(Result<T>)> done)
    {
        Activity activity = describe(words.name);
        return m_session.longWork().run<T>(
            words.name,
            [activity, log = m_log, work = std::move(work), words](TaskContext& task) mutable -> Result<T> {
                activity.outcome = QStringLiteral("started");
                VCI_CHECK(log->append(activity));
                Result<T> result = work(task);
                noteOutcome(activity, result.ok() ? nullptr : &result.error(),
                            result.ok() ? words.outcome(result.value()) : QString());
                if (result.ok()) activity.inCustody = words.inCustody(result.value());
                // It is done, whatever becomes of the line that says so; the one that says that it began is there.
                (void)log->append(activity);
                return result;
            },
            context, std::move(done));
    }

Q_SIGNALS:
    void statusChanged();
    void changed();
    /// The strip counts down.
    void ticked();
    void refused(const vci::Error& error);

private:
    /// From begin() until it is off.
    struct Begun {
        Activity activity;               ///< of turning it on, with the source that it was turned on for
        std::shared_ptr<bool> isLogged;  ///< of the log's thread
    };
    [[nodiscard]] Activity describe(const QString& act) const;
    static void noteOutcome(Activity& activity, const Error* error, const QString& words);
    void onSourceState();
    void readStatus();
    void turnOff(const QString& why);
    void tick();

    Session& m_session;
    OperatorServices m_services;
    std::shared_ptr<ActivityLog> m_log;
    std::chrono::milliseconds m_length;
    std::optional<store::DatabaseStatus> m_status;
    std::optional<Error> m_statusError;
    bool m_readingStatus = false;
    bool m_on = false;
    QString m_reason;
    std::optional<Begun> m_begun;
    std::uint64_t m_source = 0;  ///< counts what was opened
    QElapsedTimer m_since;
    QDateTime m_endsAt;  ///< a machine that sleeps stops the other clock
    QTimer m_ticks;
};

}  // namespace vci::ui

// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/bridge/caseservices.h"
#include "ui/bridge/worker.h"

#include <QObject>
#include <QString>
#include <QTimer>

#include <functional>
#include <memory>
#include <optional>

class QThreadPool;

namespace vci::ui {

class Session;

/// The case that is open, and what is done to it: notes, custody, sealing; and cases that are made of other sources. Everything
/// that is written goes through one thread of its own, in order, and none of it waits on the GUI thread.
class CaseWork : public QObject {
    Q_OBJECT

public:
    /// session must outlive it.
    CaseWork(Session& session, CaseServices services, QObject* parent = nullptr);
    /// Waits for what is being written, so that the custody log lacks nothing.
    ~CaseWork() override;

    /// Whether the source is a case file.
    [[nodiscard]] bool isCase() const;
    [[nodiscard]] bool isSealed() const { return m_seal.has_value(); }
    /// Whether notes can be added and the case be sealed.
    [[nodiscard]] bool canWrite() const;
    /// Why not, a sentence; empty where it can.
    [[nodiscard]] QString whyNotWritable() const;

    /// What was read last of the case that is open; nothing before read().
    [[nodiscard]] const std::optional<CaseContents>& contents() const { return m_contents; }
    [[nodiscard]] bool isReading() const { return m_request != 0; }
    /// Something was written since.
    [[nodiscard]] bool isStale() const { return m_isStale; }
    [[nodiscard]] const std::optional<Error>& error() const { return m_error; }  ///< of the last read()
    /// Why the last record of the custody log could not be written.
    [[nodiscard]] const std::optional<Error>& recordError() const { return m_recordError; }
    /// Reads the case side. Does nothing for a source that is none.
    void read();
    /// Reads it for a page that is seen, where it was not read yet or has gone on since. An error is not tried again.
    void readIfNeeded();

    /// Requires canWrite(). noteAdded() or failed() follows.
    void addNote(casefile::NewNote note);
    /// Appends to the custody log of the open case; does nothing where the source is none.
    void record(const QString& action, const QString& object);
    /// The same for a worker, which waits for it: what must not happen without its record. Empty where the source is no case.
    [[nodiscard]] std::function<Result<void>()> recorder(const QString& action, const QString& object) const;

    /// Copies a selection into a new case. Requires a source with a tenant. exported() or failed() follows.
    void exportTo(const casefile::Selection& selection, const QString& newFile);
    void cancelExport();
    [[nodiscard]] bool isExporting() const { return m_export != 0; }
    [[nodiscard]] std::int64_t eventsExported() const { return m_eventsExported; }

    /// Closes the source, seals it and opens it again. Requires canWrite(). sealed() or failed() follows.
    void seal(const QString& keyFile);
    [[nodiscard]] bool isSealing() const { return m_isSealing; }
    /// keyMade() or failed() follows.
    void makeKey(const QString& newFile, const QString& examiner);

Q_SIGNALS:
    /// The case is another, was read, or something was written to it.
    void changed();
    void noteAdded(const vci::casefile::CaseNote& note);
    void exportProgressed();
    void exported(const QString& file, const vci::casefile::ExportOutcome& outcome);
    void sealed(const vci::casefile::SealState& seal);
    void keyMade(const QString& file, const QString& verifierKey);
    void failed(const vci::Error& error);

private:
    void onSourceState();
    void recordOpening();
    /// Runs work on the thread that writes, then done here.
    template <typename T>
    void write(std::function<Result<T>()> work, std::function<void(Result<T>)> done);

    Session& m_session;
    CaseServices m_services;
    std::unique_ptr<QThreadPool> m_writing;
    QTimer m_openedLately;
    std::uint64_t m_source = 0;  ///< counts what was opened
    std::optional<casefile::SealState> m_seal;
    std::optional<CaseContents> m_contents;
    RequestNumber m_request = 0;
    RequestNumber m_export = 0;
    std::int64_t m_eventsExported = 0;
    bool m_isStale = false;
    bool m_isSealing = false;
    bool m_isLooking = false;  ///< for a seal, without which nobody knows where records go
    std::string m_unrecorded;  ///< the source whose opening is not in its custody log yet
    std::optional<Error> m_error;
    std::optional<Error> m_recordError;
};

}  // namespace vci::ui

// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/state/operatormode.h"

#include <QCoreApplication>
#include <QPointer>
#include <QThreadPool>

#include <algorithm>
#include <utility>

namespace vci::ui {

namespace {

using State = Session::SourceState;

/// On a thread of its own, in the order of calls: a home on a slow medium must not hold up the window.
QThreadPool& logThread()
{
    static QThreadPool pool;
    pool.setMaxThreadCount(1);
    return pool;
}

/// Whether every step of this program's schema is there, and none that it does not know.
bool isMigrated(const store::DatabaseStatus& status)
{
    return status.isHardened && status.version == status.programVersion;
}

}  // namespace

OperatorMode::OperatorMode(Session& session, OperatorServices services, std::shared_ptr<ActivityLog> log,
                           std::chrono::milliseconds length, QObject* parent)
    : QObject(parent)
    , m_session(session)
    , m_services(std::move(services))
    , m_log(std::move(log))
    , m_length(length)
{
    m_ticks.setInterval(std::min(m_length, std::chrono::milliseconds(1000)));
    connect(&m_ticks, &QTimer::timeout, this, &OperatorMode::tick);
    connect(&m_session, &Session::sourceStateChanged, this, &OperatorMode::onSourceState);
    onSourceState();
}

OperatorMode::~OperatorMode()
{
    blockSignals(true);
    turnOff(tr("the program ended"));
    logThread().waitForDone();
}

void OperatorMode::onSourceState()
{
    turnOff(tr("the source was changed"));
    ++m_source;
    m_status.reset();
    m_statusError.reset();
    m_readingStatus = false;
    if (m_session.sourceState() == State::Open) readStatus();
    Q_EMIT statusChanged();
}

void OperatorMode::readStatus()
{
    if (m_session.info()->kind == store::SourceKind::CaseFile || !m_services.status) return;
    m_readingStatus = true;
    m_session.longWork().run<store::DatabaseStatus>(
        tr("Looking at the schema"),
        [read = m_services.status, source = m_session.source().toStdString()](TaskContext& task) {
            return read(source, task.stop);
        },
        this,
        [this, opened = m_source](Result<store::DatabaseStatus> status) {
            if (opened != m_source) return;
            m_readingStatus = false;
            if (status.ok())
                m_status = std::move(status).value();
            else
                m_statusError = std::move(status).error();
            Q_EMIT statusChanged();
        });
}

bool OperatorMode::may(Right right) const
{
    if (m_session.sourceState() != State::Open || !m_session.tenant()) return false;
    const store::SourceInfo& info = *m_session.info();
    if (info.kind == store::SourceKind::CaseFile) return !info.readOnlyMedium && m_services.openSnapshotWriter != nullptr;
    if (info.kind != store::SourceKind::HardenedPostgres || !m_status || !isMigrated(*m_status)) return false;
    return right == Right::Snapshots ? m_status->mayWriteSnapshots : m_status->mayWriteReadModels;
}

QString OperatorMode::whyUnavailable() const
{
    if (isAvailable()) return {};
    if (m_session.sourceState() != State::Open) return tr("No source is open.");
    if (!m_session.tenant()) return tr("The source is empty: there is nothing to work on.");
    const store::SourceInfo& info = *m_session.info();
    if (info.kind == store::SourceKind::CaseFile) return tr("This case file cannot be written.");
    if (info.kind == store::SourceKind::StockPostgres)
        return tr("This database has the platform's own schema, which is never written to: migrate it first (voicecore-audit db "
                  "migrate).");
    if (m_readingStatus) return tr("What your login may do here is still being read.");
    if (m_statusError) return format::error(*m_statusError);
    if (m_status && m_status->version > m_status->programVersion)
        return tr("A newer program made the schema of this database: use that one.");
    if (m_status && !isMigrated(*m_status))
        return tr("The migration of this database is not complete: end it first (voicecore-audit db migrate).");
    const QString login = format::plain(info.login);
    return tr("The login %1 is no operator here. Who administers the database can make it one: voicecore-audit db member add %1 "
              "TENANT "
              "--role operator.")
        .arg(login.isEmpty() ? tr("that you use") : login);
}

std::chrono::milliseconds OperatorMode::remaining() const
{
    if (!m_on) return std::chrono::milliseconds(0);
    const qint64 byTicks = m_length.count() - m_since.elapsed();
    const qint64 byClock = QDateTime::currentDateTimeUtc().msecsTo(m_endsAt);
    return std::chrono::milliseconds(std::max<qint64>(0, std::min(byTicks, byClock)));
}

Activity OperatorMode::describe(const QString& act) const
{
    Activity activity;
    activity.act = act;
    activity.reason = m_reason;
    if (const auto& info = m_session.info()) {
        activity.source = QString::fromStdString(info->uri);
        activity.login = QString::fromStdString(info->login);
    }
    if (activity.login.isEmpty()) activity.login = qEnvironmentVariable("USER");
    if (const auto& tenant = m_session.tenant()) activity.tenant = QString::fromStdString(tenant->id.toString());
    return activity;
}

void OperatorMode::noteOutcome(Activity& activity, const Error* error, const QString& words)
{
    activity.time.clear();
    activity.outcome = error == nullptr       ? QStringLiteral("done")
                       : error->isCancelled() ? QStringLiteral("cancelled")
                                              : QStringLiteral("failed");
    activity.detail = error == nullptr ? words : error->isCancelled() ? QString() : QString::fromStdString(error->message);
}

void OperatorMode::begin(const QString& reason)
{
    const QString trimmed = reason.simplified();
    if (m_begun || !isAvailable() || trimmed.isEmpty()) return;
    m_reason = trimmed;
    Activity activity = describe(tr("operator mode on"));
    activity.outcome = QStringLiteral("done");
    m_begun = Begun{activity, std::make_shared<bool>(false)};
    const auto finish = [this, isLogged = m_begun->isLogged](const Result<void>& written) {
        if (!m_begun || m_begun->isLogged != isLogged) return;
        if (!written.ok()) {
            m_begun.reset();
            m_reason.clear();
            Q_EMIT refused(written.error());
            return;
        }
        m_on = true;
        m_since.start();
        m_endsAt = QDateTime::currentDateTimeUtc().addMSecs(m_length.count());
        m_ticks.start();
        Q_EMIT changed();
    };
    const QPointer<OperatorMode> self(this);
    logThread().start(
        [self, log = m_log, activity, finish, isLogged = m_begun->isLogged, application = QCoreApplication::instance()] {
            auto written = std::make_shared<Result<void>>(log->append(activity));
            *isLogged = written->ok();
            QMetaObject::invokeMethod(
                application,
                [self, finish, written] {
                    if (self) finish(*written);
                },
                Qt::QueuedConnection);
        });
}

void OperatorMode::end()
{
    turnOff(tr("ended by hand"));
}

void OperatorMode::turnOff(const QString& why)
{
    if (!m_begun) return;
    const Begun begun = *std::exchange(m_begun, std::nullopt);
    const bool wasOn = std::exchange(m_on, false);
    m_ticks.stop();
    m_reason.clear();
    Activity activity = begun.activity;
    activity.act = tr("operator mode off");
    activity.detail = why;
    // Also where it ends before it was on here: the log says that it is.
    logThread().start([log = m_log, activity, isLogged = begun.isLogged] {
        if (*isLogged) (void)log->append(activity);
    });
    if (wasOn) Q_EMIT changed();
}

void OperatorMode::tick()
{
    if (remaining().count() == 0) return turnOff(tr("its time was over"));
    Q_EMIT ticked();
}

}  // namespace vci::ui

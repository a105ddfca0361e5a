// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/state/casework.h"

#include "ui/state/session.h"

#include <QCoreApplication>
#include <QPointer>
#include <QThreadPool>

#include <chrono>
#include <utility>

namespace vci::ui {

namespace {
/// What is opened is shown first: writing would hold up its reading.
constexpr std::chrono::milliseconds kOpenedLately{1000};
}  // namespace

CaseWork::CaseWork(Session& session, CaseServices services, QObject* parent)
    : QObject(parent)
    , m_session(session)
    , m_services(std::move(services))
    , m_writing(std::make_unique<QThreadPool>())
{
    m_writing->setMaxThreadCount(1);
    m_openedLately.setSingleShot(true);
    m_openedLately.setInterval(kOpenedLately);
    connect(&m_openedLately, &QTimer::timeout, this, &CaseWork::recordOpening);
    connect(&m_session, &Session::sourceStateChanged, this, &CaseWork::onSourceState);
    connect(&m_session, &Session::taskProgressed, this, [this](const TaskState& state) {
        if (m_export == 0 || state.request != m_export) return;
        m_eventsExported = state.done;
        Q_EMIT exportProgressed();
    });
}

CaseWork::~CaseWork()
{
    recordOpening();
    m_writing->waitForDone();
}

template <typename T>
void CaseWork::write(std::function<Result<T>()> work, std::function<void(Result<T>)> done)
{
    const QPointer<CaseWork> self(this);
    m_writing->start([self, work = std::move(work), done = std::move(done), application = QCoreApplication::instance()] {
        auto result = std::make_shared<Result<T>>(work());
        QMetaObject::invokeMethod(
            application,
            [self, done, result] {
                if (self) done(std::move(*result));
            },
            Qt::QueuedConnection);
    });
}

void CaseWork::onSourceState()
{
    recordOpening();
    ++m_source;
    m_seal.reset();
    m_contents.reset();
    m_error.reset();
    m_recordError.reset();
    m_request = m_export = 0;
    m_isStale = m_isLooking = false;
    if (isCase() && m_services.sealOf) {
        m_unrecorded = m_session.source().toStdString();
        m_isLooking = true;
        m_session.background().run<std::optional<casefile::SealState>>(
            tr("Looking for a seal"),
            [sealOf = m_services.sealOf](TaskContext& task) -> Result<std::optional<casefile::SealState>> {
                return sealOf(task.reader);
            },
            this,
            [this, opened = m_source](Result<std::optional<casefile::SealState>> seal) {
                if (opened != m_source) return;
                m_isLooking = false;
                if (seal.ok()) m_seal = std::move(seal).value();
                m_openedLately.start();
                Q_EMIT changed();
            });
    }
    Q_EMIT changed();
}

bool CaseWork::isCase() const
{
    return m_session.sourceState() == Session::SourceState::Open && m_session.info()->kind == store::SourceKind::CaseFile;
}

bool CaseWork::canWrite() const
{
    return isCase() && !m_isLooking && !m_seal && !m_session.info()->readOnlyMedium && m_services.addNote;
}

QString CaseWork::whyNotWritable() const
{
    if (canWrite()) return {};
    if (!isCase()) return tr("The source is a database. Notes belong into a case: make one from a selection.");
    if (m_seal) return tr("This case is sealed: nothing can be added. Go on in an export of it.");
    if (m_session.info()->readOnlyMedium) return tr("This file cannot be written: copy it to a place where you may write.");
    return tr("The case is still being read.");
}

void CaseWork::recordOpening()
{
    m_openedLately.stop();
    if (m_unrecorded.empty()) return;
    const std::string source = std::exchange(m_unrecorded, {});
    write<bool>(
        [record = m_services.record, source, seal = m_seal]() -> Result<bool> {
            VCI_CHECK(record(source, seal, "opened", "in the desktop"));
            return true;
        },
        [this, opened = m_source](const Result<bool>& written) {
            if (opened != m_source) return;
            m_recordError = written.ok() ? std::nullopt : std::optional(written.error());
            m_isStale = true;
            Q_EMIT changed();
        });
}

void CaseWork::record(const QString& action, const QString& object)
{
    if (!isCase() || m_isLooking) return;
    recordOpening();
    write<bool>(
        [append = recorder(action, object)]() -> Result<bool> {
            VCI_CHECK(append());
            return true;
        },
        [this, opened = m_source](const Result<bool>& written) {
            if (opened != m_source) return;
            m_recordError = written.ok() ? std::nullopt : std::optional(written.error());
            m_isStale = true;
            Q_EMIT changed();
        });
}

std::function<Result<void>()> CaseWork::recorder(const QString& action, const QString& object) const
{
    if (!isCase() || !m_services.record) return {};
    return [record = m_services.record, source = m_session.source().toStdString(), seal = m_seal, what = action.toStdString(),
            which = object.toStdString()] { return record(source, seal, what, which); };
}

void CaseWork::readIfNeeded()
{
    if (!m_error && (!m_contents || m_isStale)) read();
}

void CaseWork::read()
{
    if (!isCase() || m_request != 0) return;
    m_isStale = false;
    m_request = m_session.background().run<CaseContents>(
        tr("Reading the case"), [read = m_services.read](TaskContext& task) { return read(task.reader, task.stop); }, this,
        [this, opened = m_source](Result<CaseContents> contents) {
            if (opened != m_source) return;
            m_request = 0;
            m_error = contents.ok() ? std::nullopt : std::optional(contents.error());
            if (contents.ok()) m_contents = std::move(contents).value();
            Q_EMIT changed();
        });
    Q_EMIT changed();
}

void CaseWork::addNote(casefile::NewNote note)
{
    if (!canWrite()) return;
    recordOpening();
    write<casefile::CaseNote>([add = m_services.addNote, source = m_session.source().toStdString(),
                               note = std::move(note)] { return add(source, note); },
                              [this, opened = m_source](const Result<casefile::CaseNote>& added) {
                                  if (!added.ok()) return void(Q_EMIT failed(added.error()));
                                  if (opened != m_source) return;
                                  m_isStale = true;
                                  Q_EMIT noteAdded(added.value());
                                  Q_EMIT changed();
                              });
}

void CaseWork::exportTo(const casefile::Selection& selection, const QString& newFile)
{
    if (m_export != 0 || m_session.sourceState() != Session::SourceState::Open || !m_session.tenant()) return;
    m_eventsExported = 0;
    m_export = m_session.longWork().run<casefile::ExportOutcome>(
        tr("Making a case"),
        [make = m_services.exportTo, source = m_session.source().toStdString(), selection,
         file = newFile.toStdString()](TaskContext& task) {
            return make(
                source, task.reader, selection, file, [&task](std::int64_t done) { task.progress(done, -1); }, task.stop);
        },
        this,
        [this, newFile, opened = m_source](const Result<casefile::ExportOutcome>& made) {
            if (opened != m_source) return;
            m_export = 0;
            if (!made.ok()) return void(Q_EMIT failed(made.error()));
            record(QStringLiteral("exported"), newFile);
            Q_EMIT exported(newFile, made.value());
        });
}

void CaseWork::cancelExport()
{
    if (m_export != 0) m_session.cancelTask(m_export);
}

void CaseWork::seal(const QString& keyFile)
{
    if (!canWrite() || m_isSealing) return;
    const QString source = m_session.source();
    const auto tenant = m_session.tenant() ? std::optional(m_session.tenant()->id) : std::nullopt;
    m_isSealing = true;
    m_session.close();  // a case is sealed at rest
    write<casefile::SealState>(
        [seal = m_services.seal, path = source.toStdString(), key = keyFile.toStdString()] { return seal(path, key); },
        [this, source, tenant](const Result<casefile::SealState>& done) {
            m_isSealing = false;
            m_session.open(source, tenant);
            if (done.ok()) {
                Q_EMIT sealed(done.value());
            } else {
                Q_EMIT failed(done.error());
            }
        });
}

void CaseWork::makeKey(const QString& newFile, const QString& examiner)
{
    write<std::string>(
        [make = m_services.makeKey, file = newFile.toStdString(), name = examiner.toStdString()] { return make(file, name); },
        [this, newFile](const Result<std::string>& key) {
            if (!key.ok()) return void(Q_EMIT failed(key.error()));
            Q_EMIT keyMade(newFile, QString::fromStdString(key.value()));
        });
}

}  // namespace vci::ui

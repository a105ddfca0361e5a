// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/dialogs/reportdraft.h"

#include "core/report/presentation.h"
#include "ui/state/session.h"

#include <algorithm>
#include <chrono>
#include <utility>

namespace vci::ui {

namespace {

constexpr std::chrono::milliseconds kPause{350};

/// Whether what was verified for one request is what another one needs.
bool hasSameScope(const report::Request& a, const report::Request& b)
{
    const verify::Scope one = a.scope();
    const verify::Scope other = b.scope();
    return a.tenant == b.tenant && one.aggregate == other.aggregate && one.from == other.from && one.to == other.to;
}

bool isSame(const report::Request& a, const report::Request& b)
{
    return json::dump(a.toJson()) == json::dump(b.toJson());
}

bool isText(report::Format format)
{
    return format == report::Format::Csv || format == report::Format::Json;
}

Result<void> addLook(ReportPreview& preview, const ReportWish& wish, const std::stop_token& stop)
{
    const json::Value& document = *preview.made.document;
    if (isText(wish.format)) {
        const std::string bytes = wish.format == report::Format::Csv ? report::toCsv(document) : report::toJson(document);
        // Cut before it is decoded: a report can be hundreds of megabytes.
        preview.text = QString::fromUtf8(bytes.data(), std::min<qsizetype>(std::ssize(bytes), ReportDraft::kMostText));
        return {};
    }
    VCI_TRY(preview.pictures, print::toPictures(report::present(document), wish.pageWidthPx, ReportDraft::kMostPages, stop));
    return {};
}

}  // namespace

ReportDraft::ReportDraft(Session& session, ReportServices services, std::function<Result<void>()> beforeReveal, QObject* parent)
    : QObject(parent)
    , m_session(session)
    , m_services(std::move(services))
    , m_beforeReveal(std::move(beforeReveal))
{
    m_pause.setSingleShot(true);
    m_pause.setInterval(kPause);
    connect(&m_pause, &QTimer::timeout, this, &ReportDraft::make);
    connect(&m_session, &Session::taskProgressed, this, [this](const TaskState& state) {
        if (m_request == 0 || state.request != m_request) return;
        m_done = state.done;
        Q_EMIT progressed();
    });
}

ReportDraft::~ReportDraft()
{
    if (m_request != 0) m_session.cancelTask(m_request);
}

void ReportDraft::ask(ReportWish wish)
{
    const bool isFirst = !m_wish;
    m_wish = std::move(wish);
    stop();
    m_error.reset();
    setState(State::Waiting);
    m_pause.start(isFirst ? std::chrono::milliseconds(0) : kPause);
}

void ReportDraft::clear()
{
    m_pause.stop();
    stop();
    setState(State::Nothing);
}

void ReportDraft::stop()
{
    if (m_request != 0) m_session.cancelTask(std::exchange(m_request, 0));
    if (m_state == State::Saving) return setState(State::Ready);
    if (m_state == State::Making) setState(State::Stopped);
}

void ReportDraft::make()
{
    if (m_session.sourceState() != Session::SourceState::Open) return;
    ReportMade known;
    if (m_madeOf && hasSameScope(*m_madeOf, m_wish->request)) known.verified = m_preview.made.verified;
    if (m_madeOf && isSame(*m_madeOf, m_wish->request)) known.document = m_preview.made.document;
    const bool reveals = m_wish->request.personalData == report::PersonalData::Shown && !known.document;
    ReportAsk ask{m_session.source().toStdString(), m_session.catalog(), m_wish->request, known.verified};
    m_done = 0;
    m_request = m_session.longWork().run<ReportPreview>(
        tr("Making a report"),
        [ask = std::move(ask), known = std::move(known), wish = *m_wish, make = m_services.make,
         beforeReveal = reveals ? m_beforeReveal : nullptr](TaskContext& task) -> Result<ReportPreview> {
            ReportPreview preview{known, {}, {}};
            if (!known.document) {
                if (beforeReveal) VCI_CHECK(beforeReveal());
                const auto told = [&task](std::int64_t done) { task.progress(done, -1); };
                VCI_TRY(preview.made, make(task.reader, ask, told, task.stop));
            }
            VCI_CHECK(addLook(preview, wish, task.stop));
            return preview;
        },
        this,
        [this, number = ++m_asked](Result<ReportPreview> made) {
            if (number == m_asked && m_request != 0) accept(std::move(made));
        });
    setState(State::Making);
}

void ReportDraft::accept(Result<ReportPreview> made)
{
    m_request = 0;
    if (made.ok()) {
        m_preview = std::move(made).value();
        m_madeOf = m_wish->request;
        setState(State::Ready);
    } else {
        m_error = std::move(made).error();
        setState(m_error->isCancelled() ? State::Stopped : State::Failed);
    }
}

void ReportDraft::save(const QString& file)
{
    if (!isReady()) return;
    m_request = m_session.longWork().run<bool>(
        tr("Writing the report"),
        [save = m_services.save, document = m_preview.made.document, format = m_wish->format,
         path = file.toStdString()](TaskContext& task) -> Result<bool> {
            VCI_CHECK(save(format, *document, path, task.stop));
            return true;
        },
        this,
        [this, file, number = ++m_asked](const Result<bool>& written) {
            if (number != m_asked) return;
            m_request = 0;
            setState(State::Ready);
            if (written.ok()) {
                Q_EMIT saved(file);
            } else if (!written.error().isCancelled()) {
                Q_EMIT saveFailed(written.error());
            }
        });
    setState(State::Saving);
}

void ReportDraft::setState(State state)
{
    m_state = state;
    Q_EMIT changed();
}

}  // namespace vci::ui

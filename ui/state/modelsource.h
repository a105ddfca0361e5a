// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/projection/library.h"
#include "core/store/readmodels.h"
#include "ui/bridge/interruptonstop.h"
#include "ui/state/operatormode.h"
#include "ui/state/session.h"

#include <QObject>

#include <functional>
#include <memory>
#include <mutex>
#include <optional>

namespace vci::ui {

/// The projections in force, parsed once, by whoever needs them first. Any thread.
class SharedLibrary {
public:
    explicit SharedLibrary(std::shared_ptr<const catalog::Catalog> catalog);
    [[nodiscard]] Result<std::shared_ptr<const projection::Library>> get();

private:
    std::shared_ptr<const catalog::Catalog> m_catalog;
    std::mutex m_mutex;  // guards m_library
    std::shared_ptr<const projection::Library> m_library;
};

/// What work on read models is given on the worker's thread.
struct ModelTask {
    store::ReadModelReader& reader;
    store::ReadModelWriter* writer;  ///< null while only reading
    const projection::Library& library;
    TaskContext& task;
    [[nodiscard]] store::ProgressFunction progress() const
    {
        return [this](std::int64_t count) { task.progress(count, -1); };
    }
};

/// Reads, checks and rebuilds the read models of the session's source: each task has a connection of its own, which its
/// cancelling breaks. GUI thread; session and mode outlive it.
class ModelSource {
public:
    ModelSource(Session& session, OperatorMode& mode);

    [[nodiscard]] Session& session() const { return m_session; }
    [[nodiscard]] OperatorMode& mode() const { return m_mode; }

    /// On worker, as Worker::run(). Requires an open source with a tenant.
    template <typename T>
    RequestNumber read(Worker& worker, const QString& title, std::function<Result<T>(const ModelTask&)> work, QObject* context,
                       std::function<void(Result<T>)> done)
    {
        return worker.run<T>(title, opening<T>(Access::Read, std::move(work)), context, std::move(done));
    }

    /// As an act of operator mode, with a writer.
    template <typename T>
    RequestNumber write(const OperatorMode::Words<T>& words, std::function<Result<T>(const ModelTask&)> work, QObject* context,
                        std::function<void(Result<T>)> done)
    {
        return m_mode.act<T>(words, opening<T>(Access::Write, std::move(work)), context, std::move(done));
    }

private:
    enum class Access { Read, Write };
    /// Copied to the worker's thread.
    struct Opener {
        OperatorServices services;
        std::string source;
        std::optional<TenantId> tenant;
        std::shared_ptr<SharedLibrary> library;

        /// The writer stands first and so is closed last.
        struct Opened {
            std::unique_ptr<store::ReadModelWriter> writer;
            std::unique_ptr<store::ReadModelReader> reader;
            std::shared_ptr<const projection::Library> library;
        };
        [[nodiscard]] Result<Opened> open(bool forWriting) const;
    };
    [[nodiscard]] Opener opener() const;

    template <typename T>
    std::function<Result<T>(TaskContext&)> opening(Access access, std::function<Result<T>(const ModelTask&)> work) const
    {
        return [from = opener(), access, work = std::move(work)](TaskContext& task) -> Result<T> {
            VCI_TRY(const auto opened, from.open(access == Access::Write));
            const InterruptOnStop interrupting(task.stop, [&opened] {
                opened.reader->interrupt();
                if (opened.writer) opened.writer->interrupt();
            });
            if (task.stop.stop_requested()) return cancelled();
            return work(ModelTask{*opened.reader, opened.writer.get(), *opened.library, task});
        };
    }

    Session& m_session;
    OperatorMode& m_mode;
    std::shared_ptr<SharedLibrary> m_library;
};

}  // namespace vci::ui

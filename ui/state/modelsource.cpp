// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/state/modelsource.h"

#include <utility>

namespace vci::ui {

SharedLibrary::SharedLibrary(std::shared_ptr<const catalog::Catalog> catalog)
    : m_catalog(std::move(catalog))
{
}

Result<std::shared_ptr<const projection::Library>> SharedLibrary::get()
{
    const std::lock_guard lock(m_mutex);
    if (!m_library) {
        VCI_TRY(auto library, projection::Library::load(m_catalog));
        m_library = std::make_shared<const projection::Library>(std::move(library));
    }
    return m_library;
}

ModelSource::ModelSource(Session& session, OperatorMode& mode)
    : m_session(session)
    , m_mode(mode)
    , m_library(std::make_shared<SharedLibrary>(session.catalog()))
{
}

ModelSource::Opener ModelSource::opener() const
{
    const auto& tenant = m_session.tenant();
    return {m_mode.services(), m_session.source().toStdString(), tenant ? std::optional(tenant->id) : std::nullopt, m_library};
}

Result<ModelSource::Opener::Opened> ModelSource::Opener::open(bool forWriting) const
{
    Opened opened;
    VCI_TRY(opened.library, library->get());
    if (!services.openReadModels)
        return makeError(ErrorCode::NotSupported, "this program was built without read models; use voicecore-audit read-model");
    if (forWriting) {
        VCI_TRY(opened.writer, services.openReadModelWriter(source));
    }
    VCI_TRY(opened.reader, services.openReadModels(source));
    if (tenant) VCI_CHECK(opened.reader->selectTenant(*tenant));
    return opened;
}

}  // namespace vci::ui

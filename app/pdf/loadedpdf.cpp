// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/pdf/loadedpdf.h"

#include "app/module/loadmodule.h"
#include "app/pdf/pdfmodule.h"

namespace vci::app {

Result<std::string> loadedToPdf(const json::Value& document)
{
    const ModuleName name{VCI_PDF_MODULE, kPdfModuleEntry, "that writes PDF"};
    VCI_TRY(void* const entry, loadModule(name));
    const PdfModule* const module = reinterpret_cast<PdfModuleEntry>(entry)();
    VCI_CHECK(checkModuleVersion(name, module->version));
    return module->toPdf(document);
}

}  // namespace vci::app

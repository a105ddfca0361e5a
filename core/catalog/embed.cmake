# SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
# SPDX-License-Identifier: GPL-3.0-or-later

# Run with -DINPUT=… -DOUTPUT=…: writes the file's bytes as a C++ array. An array, because a string literal that long is not portable.
file(READ "${INPUT}" hex HEX)
string(REGEX REPLACE "([0-9a-f][0-9a-f])" "'\\\\x\\1'," bytes "${hex}")
file(WRITE "${OUTPUT}" "#include \"core/catalog/embedded.h\"

namespace vci::catalog {

namespace {
const char kBytes[] = {
${bytes}
};
}  // namespace

std::string_view embeddedCatalog()
{
    return {kBytes, sizeof kBytes};
}

}  // namespace vci::catalog
")

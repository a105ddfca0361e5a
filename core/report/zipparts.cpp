// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/report/zipparts.h"

#include <unzip.h>

#include <array>
#include <cstdio>
#include <utility>

namespace vci::report {

namespace {

constexpr std::size_t kPieceBytes = std::size_t{32} * 1024;
constexpr std::size_t kNameBytes = 1024;

Error damaged(const std::string& what)
{
    return makeError(ErrorCode::Usage, "this is no whole workbook: " + what + "; ask for the file as it was made");
}

/// The library reads streams.
voidpf openMemory(voidpf container, const void*, int)
{
    const auto& bytes = *static_cast<const std::string_view*>(container);
    return ::fmemopen(const_cast<char*>(bytes.data()), bytes.size(), "r");
}

class Unpacker {
public:
    Unpacker(std::string_view container, std::size_t mostBytes)
        : m_container(container)
        , m_mostBytes(mostBytes)
        , m_leftBytes(mostBytes)
    {
        zlib_filefunc64_def streams{};
        fill_fopen64_filefunc(&streams);
        streams.zopen64_file = openMemory;
        streams.opaque = &m_container;
        m_zip = unzOpen2_64("", &streams);
    }
    ~Unpacker()
    {
        if (m_zip != nullptr) unzClose(m_zip);
    }
    Unpacker(const Unpacker&) = delete;
    Unpacker& operator=(const Unpacker&) = delete;

    [[nodiscard]] Result<ZipParts> unpack()
    {
        if (m_zip == nullptr) return damaged("it is no ZIP container, or its beginning or its end is missing");
        ZipParts parts;
        int status = unzGoToFirstFile(m_zip);
        for (; status == UNZ_OK; status = unzGoToNextFile(m_zip)) {
            VCI_TRY(const std::string name, partName());
            VCI_TRY(std::string content, partContent(name));
            if (!parts.try_emplace(name, std::move(content)).second) return damaged("it has two parts of the name " + name);
        }
        if (status != UNZ_END_OF_LIST_OF_FILE) return damaged("its list of parts cannot be read");
        return parts;
    }

private:
    [[nodiscard]] Result<std::string> partName()
    {
        std::array<char, kNameBytes> name{};
        unz_file_info64 info{};
        if (unzGetCurrentFileInfo64(m_zip, &info, name.data(), name.size(), nullptr, 0, nullptr, 0) != UNZ_OK)
            return damaged("its list of parts cannot be read");
        if (info.size_filename >= name.size()) return damaged("the name of a part is too long");
        VCI_CHECK(take(info.size_filename));
        return std::string(name.data(), info.size_filename);
    }
    [[nodiscard]] Result<std::string> partContent(const std::string& name)
    {
        if (unzOpenCurrentFile(m_zip) != UNZ_OK) return damaged("its part " + name + " cannot be read");
        std::string content;
        std::array<char, kPieceBytes> piece{};
        int got = 0;
        while ((got = unzReadCurrentFile(m_zip, piece.data(), piece.size())) > 0) {
            VCI_CHECK(take(static_cast<std::size_t>(got)));
            content.append(piece.data(), static_cast<std::size_t>(got));
        }
        // Closing tells whether the checksum fits.
        if (unzCloseCurrentFile(m_zip) != UNZ_OK || got < 0)
            return damaged("its part " + name + " is not what its checksum says");
        return content;
    }
    [[nodiscard]] Result<void> take(std::size_t bytes)
    {
        if (bytes > m_leftBytes)
            return makeError(ErrorCode::Usage, "the workbook unpacks to more than " + std::to_string(m_mostBytes) +
                                                   " bytes, which is more than a report that can be checked again has");
        m_leftBytes -= bytes;
        return {};
    }

    std::string_view m_container;
    std::size_t m_mostBytes;
    std::size_t m_leftBytes;
    unzFile m_zip = nullptr;
};

}  // namespace

Result<ZipParts> readZip(std::string_view container, std::size_t mostBytes)
{
    return Unpacker(container, mostBytes).unpack();
}

}  // namespace vci::report

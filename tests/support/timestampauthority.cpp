// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/timestampauthority.h"

#include <cstdlib>
#include <fstream>
#include <sstream>

namespace vci::test {

namespace {

constexpr const char* kMake = R"(set -e
key="-newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes"
openssl req -x509 $key -days 3650 -subj '/O=Test/CN=Certifier' -keyout ca.key -out ca.pem \
    -addext 'keyUsage=critical,keyCertSign'
issue() {
    openssl req $key -subj "/O=Test/CN=$1" -keyout $1.key -out $1.csr
    printf '%s\n' "$3" > $1.ext
    openssl x509 -req -in $1.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days $2 -extfile $1.ext -out $1.pem
}
issue tsa 3650 'extendedKeyUsage=critical,timeStamping'
issue expired 0 'extendedKeyUsage=critical,timeStamping'
issue server 3650 'extendedKeyUsage=serverAuth'
openssl req -x509 $key -days 3650 -subj '/O=Elsewhere/CN=stranger' -keyout stranger.key -out stranger.pem \
    -addext 'extendedKeyUsage=critical,timeStamping' -addext 'basicConstraints=critical,CA:FALSE'
printf '01\n' > serial
cat > tsa.cnf <<END
[tsa]
default_tsa = stamps
[stamps]
serial = serial
default_policy = 1.2.3.4.1
digests = sha256, sha512
signer_digest = sha256
clock_precision_digits = 6
[sha512only]
serial = serial
default_policy = 1.2.3.4.1
digests = sha512
signer_digest = sha256
END
)";

}  // namespace

Result<std::unique_ptr<TimestampAuthority>> TimestampAuthority::make(const std::string& folder)
{
    std::unique_ptr<TimestampAuthority> authority(new TimestampAuthority(folder));
    if (!authority->run("openssl version"))
        return makeError(ErrorCode::NotFound, "the program openssl is not installed: ./dev deps installs it");
    authority->write("make.sh", kMake);
    if (!authority->run("bash make.sh")) return makeError(ErrorCode::Io, authority->read("log"));
    return authority;
}

std::string TimestampAuthority::read(const std::string& name) const
{
    std::ifstream stream(file(name), std::ios::binary);
    std::ostringstream text;
    text << stream.rdbuf();
    return text.str();
}

void TimestampAuthority::write(const std::string& name, const std::string& bytes) const
{
    std::ofstream(file(name), std::ios::binary | std::ios::trunc) << bytes;
}

bool TimestampAuthority::run(const std::string& line) const
{
    write("line.sh", line);
    return std::system(("cd '" + m_folder + "' && bash line.sh > log 2>&1").c_str()) == 0;
}

std::string TimestampAuthority::answer(const std::string& request, const std::string& signer, const std::string& options) const
{
    write("request", request);
    if (!run("rm -f answer; openssl ts -reply -config tsa.cnf -queryfile request -signer " + signer + ".pem -inkey " + signer +
             ".key -out answer " + options))
        return {};
    return read("answer");
}

std::string TimestampAuthority::tokenIn(const std::string& answer) const
{
    write("answer", answer);
    if (!run("rm -f token; openssl ts -reply -config tsa.cnf -in answer -token_out -out token")) return {};
    return read("token");
}

std::string TimestampAuthority::forged(const std::string& token, const std::string& signer) const
{
    write("token", token);
    if (!run("openssl cms -verify -noverify -inform DER -in token -out said && openssl cms -sign -binary -nodetach -cades "
             "-econtent_type 1.2.840.113549.1.9.16.1.4 -in said -outform DER -out forged -signer " +
             signer + ".pem -inkey " + signer + ".key"))
        return {};
    return read("forged");
}

std::string TimestampAuthority::granting(const std::string& token)
{
    const auto part = [](const std::string& content) {
        const std::size_t size = content.size();
        return std::string("\x30\x82", 2) + static_cast<char>(size >> 8U) + static_cast<char>(size & 0xffU) + content;
    };
    return part(part(std::string("\x02\x01\x00", 3)) + token);
}

}  // namespace vci::test

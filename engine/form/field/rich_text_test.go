package field_test

import (
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"huiyin/engine/form/field"
)

// hostile is markup that has got past sanitizers: parsers that disagree, entities, namespaces, unclosed comments.
var hostile = []string{
	`<img src=x onerror=alert(1)>`, `<svg><script>alert(1)</script></svg>`, `<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>`,
	`<a href="jAvAsCrIpT&colon;alert(1)">x</a>`, "<a href=\"java\tscript:alert(1)\">x</a>", `<a href="data:text/html,<script>x</script>">x</a>`,
	`<noscript><p title="</noscript><img src=x onerror=alert(1)>">`, `<!--><script>alert(1)</script>-->`, `<p><svg><desc><p><style><!--</style><img src=x onerror=alert(1)>-->`,
	`<form><math><mtext></form><form><mglyph><svg><mtext><textarea><path id="</textarea><img onerror=alert(1) src=1>">`,
	`<iframe srcdoc="<script>x</script>"></iframe>`, `<p style="background:url(//x)" class="a" id="b">x</p>`, `<base href="//evil"><link rel=stylesheet href=//x><meta http-equiv=refresh content=0>`,
	"<p>\x00<scr\x00ipt>x</scr\x00ipt>", `&lt;script&gt;alert(1)&lt;/script&gt;`, `<a href="//evil.example/x">x</a>`, `<xmp><p title="</xmp><script>x</script>">`,
}

// FuzzRichText: whatever goes in, what is kept has only the markup that is meant to stay, and stays as it is.
func FuzzRichText(f *testing.F) {
	for _, s := range hostile {
		f.Add(s)
		f.Add("<p>" + s + "<b>" + s)
	}
	unit, _ := field.Types.Get("rich_text")
	v, _ := unit.Compile(nil, field.Scope{})
	f.Fuzz(func(t *testing.T, in string) {
		got, faults := v.Normalise(in)
		object, kept := got.(map[string]any)
		if !kept || len(faults) > 0 {
			return
		}
		markup := object["html"].(string)
		onlyMeant(t, markup)
		again, _ := v.Normalise(got)
		if other, _ := again.(map[string]any); other["html"] != markup || other["text"] != object["text"] {
			t.Errorf("%q becomes %q and then %q", in, markup, other["html"])
		}
	})
}

var meant = strings.Fields("p br hr h2 h3 h4 strong b em i u s code pre blockquote ul ol li a")

func onlyMeant(t *testing.T, markup string) {
	t.Helper()
	for tokens := html.NewTokenizer(strings.NewReader(markup)); ; {
		kind := tokens.Next()
		token := tokens.Token()
		switch kind {
		case html.ErrorToken:
			return
		case html.CommentToken, html.DoctypeToken:
			t.Errorf("%q keeps %q", markup, token.String())
		case html.StartTagToken, html.SelfClosingTagToken:
			if !slices.Contains(meant, token.Data) {
				t.Errorf("%q keeps <%s>", markup, token.Data)
			}
			for _, a := range token.Attr {
				safe := strings.HasPrefix(a.Val, "http://") || strings.HasPrefix(a.Val, "https://") || strings.HasPrefix(a.Val, "mailto:")
				if token.Data != "a" || a.Key != "rel" && a.Key != "target" && (a.Key != "href" || !safe) {
					t.Errorf("%q keeps %s=%q", markup, a.Key, a.Val)
				}
			}
		}
	}
}

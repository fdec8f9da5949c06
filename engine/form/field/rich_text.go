package field

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/microcosm-cc/bluemonday"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"huiyin/engine/catalog"
	"huiyin/engine/definition"
	"huiyin/engine/expression"
	"huiyin/engine/problem"
	"huiyin/engine/query"
)

func init() {
	register(catalog.Info{
		ID: "rich_text", Label: definition.Text{"zh": "富文本", "en": "Formatted text"}, Group: "text",
		Help: definition.Text{"zh": "带标题、列表、粗体和链接的文字，保存前去掉一切危险内容", "en": "Headings, lists, bold and links; whatever could do harm is taken out before it is kept"},
		Settings: settings(`
			"maxLength":{"type":"integer","minimum":1,"maximum":20000,"x-title":{"zh":"最多字数","en":"At most (characters)"}},
			"placeholder":{"$ref":"#/$defs/text","x-editor":"text","x-title":{"zh":"占位提示","en":"Placeholder"}}`),
		Examples: []catalog.Example{
			{Note: "formatted", In: "<p>第一步：<strong>登录</strong></p><ul><li>手机</li></ul>",
				Want: map[string]any{"html": "<p>第一步：<strong>登录</strong></p><ul><li>手机</li></ul>", "text": "第一步：登录\n手机"}},
			{Note: "nothing that runs, loads or hides", In: `<p onclick="x()">a<script>alert(1)</script><img src=x onerror=y><style>p{}</style><span style="color:red">b</span></p>`,
				Want: map[string]any{"html": "<p>ab</p>", "text": "ab"}},
			{Note: "links only to pages and mail", In: `<a href="javascript:x()">a</a> <a href="https://example.com/?a=1&amp;b=2">b</a>`,
				Want: map[string]any{"html": `a <a href="https://example.com/?a=1&amp;b=2" rel="nofollow noreferrer noopener" target="_blank">b</a>`, "text": "a b"}},
			{Note: "tags left open are closed", In: "<p>a<b>b", Want: map[string]any{"html": "<p>a<b>b</b></p>", "text": "ab"}},
			{Note: "plain text, where there is no editor", In: map[string]any{"text": "1 < 2\n\n第二段\n下一行"},
				Want: map[string]any{"html": "<p>1 &lt; 2</p><p>第二段<br/>下一行</p>", "text": "1 < 2\n第二段\n下一行"}},
			{Note: "nothing that can be seen", In: "<p>\u2800<b>\u3164</b></p>", Want: nil},
			{Note: "nothing but an empty paragraph", In: "<p><br></p>", Want: nil},
			{Note: "length counts what people read", Settings: []byte(`{"maxLength":3}`), In: "<p><strong>一二三四</strong></p>", Problems: []string{"form.text.too_long"}},
			{Note: "not a text", In: 7.0, Problems: []string{"form.text.invalid"}},
		},
	}, func(s richSettings, _ Scope) (Value, problem.List) {
		v := richValue{richSettings: s, max: maxLines}
		if s.MaxLength > 0 {
			v.max = s.MaxLength
		}
		return v, nil
	})
}

type richSettings struct {
	MaxLength   int             `json:"maxLength"`
	Placeholder definition.Text `json:"placeholder"`
}

// richValue is {html, text}: what is shown, and what of it people read, which is what is searched, counted and sent.
type richValue struct {
	richSettings
	max int
}

// maxMarkup is the greatest length of the markup in bytes, whatever is read of it.
const maxMarkup = 100_000

// allowed is the markup that stays. Pictures do not: they would be fetched from elsewhere when somebody reads the text.
var allowed = func() *bluemonday.Policy {
	p := bluemonday.NewPolicy()
	p.AllowElements("p", "br", "hr", "h2", "h3", "h4", "strong", "b", "em", "i", "u", "s", "code", "pre", "blockquote", "ul", "ol", "li")
	p.AllowAttrs("href").OnElements("a")
	p.AllowURLSchemes("http", "https", "mailto")
	p.RequireParseableURLs(true)
	p.RequireNoFollowOnLinks(true)
	p.RequireNoReferrerOnLinks(true)
	p.AddTargetBlankToFullyQualifiedLinks(true)
	return p
}()

// clean brings markup into its one form: parsed as a browser would, everything that is not allowed taken out, written anew.
func clean(markup string) string {
	for range 4 { // what one round takes out may let the next read the rest otherwise
		next := written(allowed.Sanitize(written(markup)))
		if next == markup {
			break
		}
		markup = next
	}
	return markup
}

// written is markup parsed as the content of a page and written with every tag closed.
func written(markup string) string {
	nodes, err := html.ParseFragment(strings.NewReader(markup), &html.Node{Type: html.ElementNode, Data: "div", DataAtom: atom.Div})
	if err != nil {
		return ""
	}
	var b strings.Builder
	for _, n := range nodes {
		if err := html.Render(&b, n); err != nil {
			return ""
		}
	}
	return b.String()
}

var blocks = map[atom.Atom]bool{atom.P: true, atom.H2: true, atom.H3: true, atom.H4: true, atom.Li: true, atom.Pre: true,
	atom.Blockquote: true, atom.Ul: true, atom.Ol: true, atom.Hr: true}

var manyLines = regexp.MustCompile(`\s*\n\s*`)

// read is what of clean markup people read, a line for each paragraph and item.
func read(markup string) string {
	var b strings.Builder
	for tokens := html.NewTokenizer(strings.NewReader(markup)); ; {
		switch tokens.Next() {
		case html.ErrorToken:
			return manyLines.ReplaceAllString(Words(b.String()), "\n")
		case html.TextToken:
			b.WriteString(tokens.Token().Data)
		case html.StartTagToken, html.EndTagToken, html.SelfClosingTagToken:
			if a := tokens.Token().DataAtom; blocks[a] || a == atom.Br {
				b.WriteByte('\n')
			}
		}
	}
}

// paragraphs is plain text as markup: an empty line begins a paragraph.
func paragraphs(s string) string {
	var b strings.Builder
	for _, part := range regexp.MustCompile(`\n\s*\n`).Split(strings.TrimSpace(cleaned(s, true)), -1) {
		b.WriteString("<p>" + strings.ReplaceAll(html.EscapeString(part), "\n", "<br/>") + "</p>")
	}
	return b.String()
}

func (v richValue) Normalise(raw any) (any, problem.List) {
	markup, ok := raw.(string)
	if object, is := raw.(map[string]any); is {
		markup, ok = object["html"].(string)
		if s, plain := object["text"].(string); !ok && plain {
			markup, ok = paragraphs(s), true
		}
		ok = ok || len(object) == 0
	}
	switch {
	case raw == nil:
		return nil, nil
	case !ok:
		return nil, problem.List{problem.New("form.text.invalid", "")}
	case len(markup) > maxMarkup:
		return nil, problem.List{problem.New("form.text.too_long", "", "max", v.max, "actual", utf8.RuneCountInString(markup))}
	}
	markup = clean(cleaned(markup, true))
	s := read(markup)
	if s == "" {
		return nil, nil
	}
	if length := utf8.RuneCountInString(s); length > v.max || len(markup) > maxMarkup {
		return nil, problem.List{problem.New("form.text.too_long", "", "max", v.max, "actual", length)}
	}
	return map[string]any{"html": markup, "text": s}, nil
}

func (v richValue) Schema(string) map[string]any {
	text := map[string]any{"type": "string", "maxLength": maxMarkup}
	return map[string]any{"type": "object", "properties": map[string]any{"html": text, "text": text}, "additionalProperties": false, "minProperties": 1}
}

func (v richValue) Shape() (expression.Type, query.FieldShape) {
	return expression.MapOf(map[string]expression.Type{"html": expression.String, "text": expression.String}), query.FieldShape{Kind: query.KindObject}
}

func (v richValue) Paths() map[string]query.FieldShape {
	return map[string]query.FieldShape{"text": {Kind: query.KindText}}
}

func (v richValue) Show(lang string) map[string]any {
	return withText(map[string]any{"maxLength": v.max}, "placeholder", v.Placeholder, lang)
}

func (v richValue) Text(value any, _ string, _ Names) string {
	object, _ := value.(map[string]any)
	return text(object["text"])
}

// Cell is the markup, since a cell of plain text would lose it.
func (v richValue) Cell(value any, _ string) string {
	object, _ := value.(map[string]any)
	return text(object["html"])
}

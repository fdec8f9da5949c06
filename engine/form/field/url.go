package field

import (
	"net/url"
	"slices"
	"strings"
	"unicode"

	"huiyin/engine/catalog"
	"huiyin/engine/definition"
	"huiyin/engine/expression"
	"huiyin/engine/problem"
	"huiyin/engine/query"
)

func init() {
	register(catalog.Info{
		ID: "url", Label: definition.Text{"zh": "网址", "en": "Web address"}, Group: "contact",
		Help: definition.Text{"zh": "网页的链接，可以点开", "en": "A link to a page that can be opened"},
		Settings: settings(`
			"hosts":{"type":"array","maxItems":50,"items":{"type":"string","pattern":"^[a-z0-9.-]{1,253}$"},"x-editor":"lines",
				"x-title":{"zh":"只允许这些网站，如 example.com","en":"Only these sites, such as example.com"}},
			"placeholder":{"$ref":"#/$defs/text","x-editor":"text","x-title":{"zh":"占位提示","en":"Placeholder"}}`),
		Examples: []catalog.Example{
			{Note: "scheme and host in lower case", In: " HTTPS://Example.COM/Help?q=1 ", Want: "https://example.com/Help?q=1"},
			{Note: "people leave the scheme out", In: "www.example.com", Want: "https://www.example.com"},
			{Note: "a host of the intranet needs its scheme", In: "http://wiki/页面", Want: "http://wiki/%E9%A1%B5%E9%9D%A2"},
			{Note: "nothing that runs", In: "javascript:alert(1)", Problems: []string{"form.url.invalid"}},
			{Note: "a name before the host hides where it leads", In: "https://bank.example@evil.example/", Problems: []string{"form.url.invalid"}},
			{Note: "another site than allowed", Settings: []byte(`{"hosts":["example.com"]}`), In: "https://example.com.evil.example", Problems: []string{"form.url.host"}},
			{Note: "below an allowed site", Settings: []byte(`{"hosts":["example.com"]}`), In: "https://docs.example.com", Want: "https://docs.example.com"},
		},
	}, func(s urlSettings, _ Scope) (Value, problem.List) { return urlValue{s}, nil })
}

type urlSettings struct {
	Hosts       []string        `json:"hosts"`
	Placeholder definition.Text `json:"placeholder"`
}

// urlValue is an absolute http or https address.
type urlValue struct{ urlSettings }

// maxAddress is the greatest length of an address; browsers and mail programs cut longer ones.
const maxAddress = 2000

// address reads an absolute address, nil when it is none. Without a scheme it is https, but only with a dot in the host.
func address(s string) *url.URL {
	s = strings.TrimSpace(cleaned(s, false))
	if s == "" || len(s) > maxAddress || strings.ContainsFunc(s, unicode.IsSpace) || strings.Contains(s, `\`) {
		return nil
	}
	bare := !strings.Contains(s, "://")
	if bare {
		s = "https://" + s
	}
	u, err := url.Parse(s)
	if err != nil || u.User != nil || u.Hostname() == "" {
		return nil
	}
	u.Host = strings.ToLower(u.Host)
	if u.Scheme != "http" && u.Scheme != "https" || bare && (!strings.Contains(u.Hostname(), ".") || u.Hostname() == ".") {
		return nil
	}
	if len(u.String()) > maxAddress {
		return nil
	}
	return u
}

func (v urlValue) Normalise(raw any) (any, problem.List) {
	if empty(raw) {
		return nil, nil
	}
	s, _ := raw.(string)
	u := address(s)
	if u == nil {
		return nil, problem.List{problem.New("form.url.invalid", "")}
	}
	allowed := func(host string) bool { return u.Hostname() == host || strings.HasSuffix(u.Hostname(), "."+host) }
	if len(v.Hosts) > 0 && !slices.ContainsFunc(v.Hosts, allowed) {
		return nil, problem.List{problem.New("form.url.host", "", "allowed", v.Hosts)}
	}
	return u.String(), nil
}

func (v urlValue) Schema(string) map[string]any {
	return map[string]any{"type": "string", "pattern": "^https?://", "maxLength": maxAddress}
}

func (v urlValue) Shape() (expression.Type, query.FieldShape) {
	return expression.String, query.FieldShape{Kind: query.KindText}
}

func (v urlValue) Show(lang string) map[string]any {
	out := withText(map[string]any{}, "placeholder", v.Placeholder, lang)
	if len(v.Hosts) > 0 {
		out["hosts"] = v.Hosts
	}
	return out
}

package field

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"huiyin/engine/catalog"
	"huiyin/engine/definition"
	"huiyin/engine/expression"
	"huiyin/engine/problem"
	"huiyin/engine/query"
)

func init() {
	register(catalog.Info{
		ID: "email", Label: definition.Text{"zh": "邮箱", "en": "E-mail"}, Group: "contact", Rank: 2,
		Help:     definition.Text{"zh": "电子邮件地址", "en": "A mail address"},
		Settings: settings(""),
		Examples: []catalog.Example{
			{Note: "the domain has no capitals", In: " Li.Lei@Example.COM ", Want: "Li.Lei@example.com"},
			{Note: "full-width, as an input method leaves it", In: "li＠example.com", Want: "li@example.com"},
			{Note: "no domain", In: "li@localhost", Problems: []string{"form.email.invalid"}},
			{Note: "two addresses", In: "a@b.cn,c@d.cn", Problems: []string{"form.email.invalid"}},
		},
	}, func(struct{}, Scope) (Value, problem.List) { return emailValue{}, nil })
}

// The mail address as the web platform defines it, with a domain of at least two labels. Nothing in it can end a mail header.
const emailPattern = `^[A-Za-z0-9!#$%&'*+/=?^_{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_{|}~-]+)*@([A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]([A-Za-z0-9-]{0,61}[A-Za-z0-9])$`

var emailText = regexp.MustCompile(emailPattern)

type emailValue struct{}

func (emailValue) Normalise(raw any) (any, problem.List) {
	if empty(raw) {
		return nil, nil
	}
	s, _ := raw.(string)
	s = half(s)
	local, domain, _ := strings.Cut(s, "@")
	if len(local) > 64 || len(s) > 254 || !emailText.MatchString(s) {
		return nil, problem.List{problem.New("form.email.invalid", "")}
	}
	return local + "@" + strings.ToLower(domain), nil
}

func (emailValue) Schema(string) map[string]any {
	return map[string]any{"type": "string", "maxLength": 254, "pattern": emailPattern}
}

func (emailValue) Shape() (expression.Type, query.FieldShape) {
	return expression.String, query.FieldShape{Kind: query.KindText}
}

// Mask keeps the first character and the domain: a***@b.cn.
func (emailValue) Mask(value any) any {
	s, _ := value.(string)
	local, domain, ok := strings.Cut(s, "@")
	if !ok || local == "" {
		return covered
	}
	first, _ := utf8.DecodeRuneInString(local)
	return string(first) + "***@" + domain
}

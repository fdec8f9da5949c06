package field

import (
	"strings"
	"time"
	"unicode/utf8"

	"huiyin/engine/catalog"
	"huiyin/engine/definition"
	"huiyin/engine/expression"
	"huiyin/engine/problem"
	"huiyin/engine/query"
)

func init() {
	register(catalog.Info{
		ID: "consent", Label: definition.Text{"zh": "同意", "en": "Consent"}, Group: "contact",
		Help: definition.Text{"zh": "个人信息处理的同意，默认不勾选，记录何时同意", "en": "Agreement to the use of personal data; never ticked beforehand, with the time it was given"},
		Settings: settings(`
			"text":{"$ref":"#/$defs/text","x-editor":"text","x-title":{"zh":"同意的内容","en":"What is agreed to"}},
			"purpose":{"$ref":"#/$defs/text","x-editor":"text","x-title":{"zh":"目的","en":"Purpose"}},
			"version":{"type":"string","maxLength":40,"x-title":{"zh":"告知文本版本","en":"Version of the notice"}}`),
		Examples: []catalog.Example{
			{Note: "ticked", In: true, Want: map[string]any{"given": true}},
			{Note: "as it is kept", In: map[string]any{"given": true, "at": "2026-03-04T01:30:15Z", "notice": "v2"},
				Want: map[string]any{"given": true, "at": "2026-03-04T01:30:15Z", "notice": "v2"}},
			{Note: "not an answer", In: "perhaps", Problems: []string{"form.consent.invalid"}},
		},
	}, func(s consentSettings, _ Scope) (Value, problem.List) { return consentValue{s}, nil })
}

type consentSettings struct {
	Words   definition.Text `json:"text"`
	Purpose definition.Text `json:"purpose"`
	Version string          `json:"version"`
}

// consentValue is {given, at, notice}: whether, since when, and to which version of the words.
type consentValue struct{ consentSettings }

func (v consentValue) Normalise(raw any) (any, problem.List) {
	if empty(raw) {
		return nil, nil
	}
	object, ok := raw.(map[string]any)
	if given, ticked := raw.(bool); ticked {
		object, ok = map[string]any{"given": given}, true
	}
	given, said := object["given"].(bool)
	if !ok || !said {
		return nil, problem.List{problem.New("form.consent.invalid", "")}
	}
	out := map[string]any{"given": given}
	if at, ok := object["at"].(string); ok {
		if at = moment(at); at == "" {
			return nil, problem.List{problem.New("form.datetime.invalid", "/at")}
		}
		out["at"] = at
	}
	if notice, ok := object["notice"].(string); ok {
		if notice = strings.TrimSpace(cleaned(notice, false)); notice != "" && utf8.RuneCountInString(notice) <= 100 {
			out["notice"] = notice
		}
	}
	return out, nil
}

// Stamp says when the answer changed; what the sender claims about that is dropped. An answer that stays keeps its
// time, and a consent that was never given needs no withdrawal.
func (v consentValue) Stamp(value, old any, now time.Time) any {
	given, had := v.Filled(value), old != nil
	switch {
	case had && given == v.Filled(old):
		return old
	case !had && !given:
		return nil
	}
	out := map[string]any{"given": given, "at": Moment(now)}
	if v.Version != "" {
		out["notice"] = v.Version
	}
	return out
}

func (v consentValue) Filled(value any) bool {
	object, _ := value.(map[string]any)
	return object["given"] == true
}

func (v consentValue) Schema(string) map[string]any {
	return map[string]any{"anyOf": []any{
		map[string]any{"type": "boolean"},
		map[string]any{"type": "object", "required": []any{"given"}, "properties": map[string]any{
			"given": map[string]any{"type": "boolean"}, "at": map[string]any{"type": "string"}, "notice": map[string]any{"type": "string"},
		}},
	}}
}

func (v consentValue) Shape() (expression.Type, query.FieldShape) {
	return expression.MapOf(map[string]expression.Type{
		"given": expression.Boolean, "at": expression.DateTime, "notice": expression.String,
	}), query.FieldShape{Kind: query.KindObject}
}

func (v consentValue) Paths() map[string]query.FieldShape {
	return map[string]query.FieldShape{"given": {Kind: query.KindBoolean}, "at": {Kind: query.KindDatetime}}
}

func (v consentValue) Show(lang string) map[string]any {
	out := withText(withText(map[string]any{}, "text", v.Words, lang), "purpose", v.Purpose, lang)
	if v.Version != "" {
		out["version"] = v.Version
	}
	return out
}

func (v consentValue) Text(value any, lang string, _ Names) string {
	if v.Filled(value) {
		return definition.Text{"zh": "已同意", "en": "Agreed"}.In(lang)
	}
	return definition.Text{"zh": "未同意", "en": "Not agreed"}.In(lang)
}

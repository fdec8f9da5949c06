package field

import (
	"regexp"
	"strings"

	"huiyin/engine/catalog"
	"huiyin/engine/definition"
	"huiyin/engine/expression"
	"huiyin/engine/problem"
	"huiyin/engine/query"
)

func init() {
	register(catalog.Info{
		ID: "phone", Label: definition.Text{"zh": "电话", "en": "Phone"}, Group: "contact", Rank: 1,
		Help: definition.Text{"zh": "手机、座机、400 电话或国际号码，自动统一格式", "en": "Mobile, landline or international, brought into one form"},
		Settings: settings(`
			"allow":{"type":"array","uniqueItems":true,"items":{"enum":["mobile","landline","international"]},
				"x-title":{"zh":"允许的号码（不选为全部）","en":"Kinds allowed (none chosen: all)"}}`),
		Examples: []catalog.Example{
			{Note: "mobile, however it is spaced", In: "+86 138 0013-8000", Want: "13800138000"},
			{Note: "landline", In: "（010）6655 4433", Want: "010-66554433"},
			{Note: "landline with extension", In: "0755-26001234转801", Want: "0755-26001234-801"},
			{Note: "service number", In: "4001234567", Want: "400-123-4567"},
			{Note: "international", In: "+1 (415) 555-0123", Want: "+14155550123"},
			{Note: "only mobiles", Settings: []byte(`{"allow":["mobile"]}`), In: "010-66554433", Problems: []string{"form.phone.kind"}},
			{Note: "a digit too few", In: "1380013800", Problems: []string{"form.phone.invalid"}},
		},
	}, func(s phoneSettings, _ Scope) (Value, problem.List) { return phoneValue{s}, nil })
}

type phoneSettings struct {
	Allow []string `json:"allow"`
}

type phoneValue struct{ phoneSettings }

var (
	mobile        = regexp.MustCompile(`^1[3-9][0-9]{9}$`)
	service       = regexp.MustCompile(`^([48]00)([0-9]{3})([0-9]{4})$`)
	landline      = regexp.MustCompile(`^(0(?:10|2[0-9]|[3-9][0-9]{2}))([2-9][0-9]{6,7})(?:x([0-9]{1,6}))?$`)
	international = regexp.MustCompile(`^\+[1-9][0-9]{6,14}$`)
	extended      = regexp.MustCompile(`^(0[0-9]{2,3}-?[0-9]{7,8})-([0-9]{1,6})$`)
	phoneSpace    = strings.NewReplacer(" ", "", "-", "", "(", "", ")", "", ".", "", "·", "")
	phoneWords    = strings.NewReplacer("转", "x", "分机", "x", "ext.", "x", "ext", "x", "EXT", "x", "X", "x", "#", "x", "—", "-", "–", "-")
)

// phoneNumber returns the number in its one form and its kind, "" when it is none.
func phoneNumber(raw string) (number, kind string) {
	s := phoneWords.Replace(half(raw))
	s = extended.ReplaceAllString(s, "${1}x${2}")
	s = phoneSpace.Replace(s)
	if rest, ok := strings.CutPrefix(s, "00"); ok {
		s = "+" + rest
	}
	if rest, ok := strings.CutPrefix(s, "+86"); ok {
		s = strings.TrimPrefix(rest, "0")
		if !mobile.MatchString(s) && !service.MatchString(s) {
			s = "0" + s
		}
	} else if rest, ok := strings.CutPrefix(s, "86"); ok && mobile.MatchString(rest) {
		s = rest
	}
	if mobile.MatchString(s) {
		return s, "mobile"
	}
	if m := service.FindStringSubmatch(s); m != nil {
		return m[1] + "-" + m[2] + "-" + m[3], "landline"
	}
	if m := landline.FindStringSubmatch(s); m != nil {
		return strings.TrimSuffix(m[1]+"-"+m[2]+"-"+m[3], "-"), "landline"
	}
	if international.MatchString(s) {
		return s, "international"
	}
	return "", ""
}

func (v phoneValue) Normalise(raw any) (any, problem.List) {
	if empty(raw) {
		return nil, nil
	}
	if f, ok := raw.(float64); ok {
		raw = numeral(f) // spreadsheets take a mobile number for a number
	}
	s, _ := raw.(string)
	number, kind := phoneNumber(s)
	if number == "" {
		return nil, problem.List{problem.New("form.phone.invalid", "")}
	}
	for _, allowed := range v.Allow {
		if allowed == kind {
			return number, nil
		}
	}
	if len(v.Allow) > 0 {
		return nil, problem.List{problem.New("form.phone.kind", "", "allowed", v.Allow)}
	}
	return number, nil
}

func (v phoneValue) Schema(string) map[string]any {
	return map[string]any{"type": "string", "pattern": `^\+?[0-9-]{7,24}$`}
}

func (v phoneValue) Shape() (expression.Type, query.FieldShape) {
	return expression.String, query.FieldShape{Kind: query.KindText}
}

func (v phoneValue) Show(string) map[string]any {
	if len(v.Allow) == 0 {
		return map[string]any{}
	}
	return map[string]any{"allow": v.Allow}
}

// Mask keeps the first three and the last four characters: 138****1234.
func (v phoneValue) Mask(value any) any {
	s, _ := value.(string)
	if len(s) < 10 {
		return covered
	}
	return s[:3] + covered + s[len(s)-4:]
}

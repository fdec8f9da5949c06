package field

import (
	"regexp"
	"strings"
	"time"

	"huiyin/engine/catalog"
	"huiyin/engine/definition"
	"huiyin/engine/expression"
	"huiyin/engine/problem"
	"huiyin/engine/query"
)

func init() {
	register(catalog.Info{
		ID: "id_card", Label: definition.Text{"zh": "身份证号", "en": "Resident identity number"}, Group: "contact",
		Help:     definition.Text{"zh": "18 位居民身份证号，核对校验码，显示时打码", "en": "The 18 digits of a Chinese resident identity card, verified by the check digit, masked when shown"},
		Settings: settings(``),
		Examples: []catalog.Example{
			{Note: "the example of GB 11643", In: "11010519491231002X", Want: "11010519491231002X"},
			{Note: "as people type it", In: "440524 18800101 001４", Want: "440524188001010014"},
			{Note: "a check digit in lower case", In: "11010519491231002x", Want: "11010519491231002X"},
			{Note: "two digits exchanged", In: "110105194912310203", Problems: []string{"form.id_card.check"}},
			{Note: "no such day of birth", In: "110105194913310025", Problems: []string{"form.id_card.invalid"}},
			{Note: "the 15 digits of old cards", In: "130503670401001", Problems: []string{"form.id_card.invalid"}},
			{Note: "a number has too few exact digits", In: 110105194912310020.0, Problems: []string{"form.id_card.invalid"}},
		},
	}, func(_ struct{}, _ Scope) (Value, problem.List) { return idCardValue{}, nil })
}

// idCardValue is 17 digits and a check digit after GB 11643: place, day of birth, sequence.
type idCardValue struct{}

var (
	idCardText = regexp.MustCompile(`^[1-9][0-9]{16}[0-9X]$`)
	// Regions of GB/T 2260, with the residence permits of Hong Kong, Macao and Taiwan.
	idCardRegion = regexp.MustCompile(`^(1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3])`)
	idCardSpace  = strings.NewReplacer(" ", "", "-", "", "x", "X")
)

// idCardWeights are 2^(17-i) mod 11; the remainder picks the check digit.
var idCardWeights = [17]int{7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2}

const idCardDigits = "10X98765432"

func (idCardValue) Normalise(raw any) (any, problem.List) {
	if empty(raw) {
		return nil, nil
	}
	s, _ := raw.(string)
	s = idCardSpace.Replace(half(s))
	if !idCardText.MatchString(s) {
		return nil, problem.List{problem.New("form.id_card.invalid", "")}
	}
	// Foreigners with permanent residence have a 9 before the region.
	region := s
	if s[0] == '9' {
		region = s[1:]
	}
	born, err := time.Parse("20060102", s[6:14])
	if err != nil || born.Year() < 1850 || !idCardRegion.MatchString(region) {
		return nil, problem.List{problem.New("form.id_card.invalid", "")}
	}
	sum := 0
	for i, weight := range idCardWeights {
		sum += int(s[i]-'0') * weight
	}
	if s[17] != idCardDigits[sum%11] {
		return nil, problem.List{problem.New("form.id_card.check", "")}
	}
	return s, nil
}

func (idCardValue) Schema(string) map[string]any {
	return map[string]any{"type": "string", "pattern": "^[1-9][0-9]{16}[0-9X]$"}
}

func (idCardValue) Shape() (expression.Type, query.FieldShape) {
	return expression.String, query.FieldShape{Kind: query.KindText}
}

// Sensitive: the number tells day of birth, place and sex, and is all some swindlers need.
func (idCardValue) Sensitive() {}

// Mask keeps the first three and the last four characters; the day of birth is between them.
func (idCardValue) Mask(value any) any {
	s, _ := value.(string)
	if len(s) != 18 {
		return covered
	}
	return s[:3] + "***********" + s[14:]
}

package field

import (
	"fmt"
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
		ID: "autonumber", Label: definition.Text{"zh": "自动编号", "en": "Number"}, Group: "system",
		Help: definition.Text{"zh": "新建时自动产生的流水号", "en": "Given to every new record, never twice"},
		Settings: settings(`
			"format":{"type":"string","maxLength":60,"default":"{YYYY}{MM}{DD}{0000}","x-title":{"zh":"格式","en":"Format"},
				"x-help":{"zh":"{YYYY} {YY} {MM} {DD} 是日期，{0000} 是四位流水号","en":"{YYYY} {YY} {MM} {DD} are the date, {0000} is a number of four digits"}},
			"start":{"type":"integer","minimum":1,"maximum":1000000000,"default":1,"x-title":{"zh":"从几开始","en":"First number"}}`),
		Examples: []catalog.Example{
			{Note: "a number that was drawn", Settings: []byte(`{"format":"JY{YYYY}{MM}{0000}"}`), In: "JY2026110007", Want: "JY2026110007"},
			{Note: "not a number", In: []any{}, Want: nil},
			{Note: "an object", In: map[string]any{}, Problems: []string{"form.text.invalid"}},
		},
	}, compileAutonumber)
}

type autonumberSettings struct {
	Format string `json:"format"`
	Start  int64  `json:"start"`
}

type autonumberValue struct {
	textValue
	format string
	start  int64
}

var (
	numberTokens = regexp.MustCompile(`\{[^{}]*\}`)
	zeros        = regexp.MustCompile(`^\{0{1,12}\}$`)
	datePieces   = map[string]string{"{YYYY}": "2006", "{YY}": "06", "{MM}": "01", "{DD}": "02"}
)

func compileAutonumber(s autonumberSettings, _ Scope) (Value, problem.List) {
	if s.Format == "" {
		s.Format = "{YYYY}{MM}{DD}{0000}"
	}
	text, faults := compileText(textSettings{}, false, 100)
	counts := 0
	for _, piece := range numberTokens.FindAllString(s.Format, -1) {
		switch {
		case zeros.MatchString(piece):
			counts++
		case datePieces[piece] == "":
			faults.Add("form.autonumber.token", "/format", "token", piece)
		}
	}
	if rest := numberTokens.ReplaceAllString(s.Format, ""); counts != 1 || strings.ContainsAny(rest, "{}") {
		faults.Add("form.autonumber.format", "/format", "format", s.Format)
	}
	return autonumberValue{text.(textValue), s.Format, max(s.Start, 1)}, faults
}

func (v autonumberValue) Normalise(raw any) (any, problem.List) {
	if empty(raw) {
		return nil, nil
	}
	return v.textValue.Normalise(raw)
}

// Number names the counter after the number with its date filled in, so that each period counts from the start.
func (v autonumberValue) Number(at time.Time) (string, func(n int64) string) {
	counter := numberTokens.ReplaceAllStringFunc(v.format, func(piece string) string {
		if layout := datePieces[piece]; layout != "" {
			return at.Format(layout)
		}
		return piece
	})
	return counter, func(n int64) string {
		return numberTokens.ReplaceAllStringFunc(counter, func(piece string) string {
			return fmt.Sprintf("%0*d", len(piece)-2, n+v.start-1)
		})
	}
}

func (v autonumberValue) Shape() (expression.Type, query.FieldShape) {
	return expression.String, query.FieldShape{Kind: query.KindText}
}

func (v autonumberValue) Show(string) map[string]any { return map[string]any{} }

func (v autonumberValue) Mask(any) any { return covered }

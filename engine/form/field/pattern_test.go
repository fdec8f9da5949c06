package field

import (
	"strings"
	"testing"
	"time"
)

// C-04: a pattern that a browser would try for ever is refused; what people really write is not.
func TestSlowPatterns(t *testing.T) {
	for _, pattern := range []string{
		`^(a+)+$`, `^(a*)*$`, `^(a|a)*$`, `^(a|aa)+$`, `(x+x+)+y`, `^([a-z]+)*$`, `^(\w+\s?)*$`, `^(.*,)*$`, `^(\d+)*-?$`, `(?i)^(a|A)+$`,
		`^((ab)*)*$`, `^(a|b|ab)*c$`, `^([a-zA-Z0-9])(([\-.]|[_]+)?([a-zA-Z0-9]+))*(@){1}[a-z0-9]+[.]{1}(([a-z]{2,3})|([a-z]{2,3}[.]{1}[a-z]{2,3}))$`,
		`^(a{1,30}){1,30}$`, `^(a?){50}$` + strings.Repeat(`(a+)+`, 1), `^(\d{1,20})+$`, `^(?:[^x]+|.)*$`,
	} {
		if !slow(pattern) {
			t.Errorf("%s passes", pattern)
		}
	}
	for _, pattern := range []string{
		``, `^a+$`, `^[A-Z]{2}[0-9]+$`, `^https?://.+$`, `^([a-z0-9]+\.)+[a-z]{2,}$`, `^\d{1,3}(,\d{3})*$`, `^([A-Z]+-)+[0-9]$`, `^(\d{1,3}\.){3}\d{1,3}$`,
		`^.{1,200}$`, `^[1-9][0-9]{16}[0-9X]$`, `^(foo|bar|baz)+$`, `^[\w.+-]+@[\w-]+(\.[\w-]+)+$`, `^(?:red|green|blue)(?:,(?:red|green|blue))*$`,
		`^\p{Han}{2,20}$`, `^#[0-9a-f]{6}(;#[0-9a-f]{6})*$`, `^(\d{4}-\d{2}-\d{2})(, \d{4}-\d{2}-\d{2})*$`, `(`, `^SN-\d{4,12}$`, `^.{500}$`,
	} {
		if slow(pattern) {
			t.Errorf("%s is refused", pattern)
		}
	}
}

// Looking at a pattern is quick, whatever somebody writes.
func TestPatternsAreLookedAtQuickly(t *testing.T) {
	for _, pattern := range []string{strings.Repeat(`(a|b|`, 80) + strings.Repeat(`)*`, 80), strings.Repeat(`[a-z]*`, 80), `^(` + strings.Repeat(`(|)`, 60) + `a)*$`,
		`^(\w{0,9}\s{0,9}){0,9}$`, `((((((.{30}){3}){3}){3})))`, strings.Repeat(`.?`, 240)} {
		begun := time.Now()
		slow(pattern)
		if took := time.Since(begun); took > 2*time.Second {
			t.Errorf("%.40s took %s", pattern, took)
		}
	}
}

func TestASlowPatternIsToldWhereItStands(t *testing.T) {
	_, faults := compileText(textSettings{Pattern: `^(a+)+$`}, false, maxLine)
	if len(faults) != 1 || faults[0].Code != "form.text.pattern_slow" || faults[0].Pointer != "/pattern" {
		t.Errorf("%v", faults)
	}
}

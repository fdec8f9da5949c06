package executor

import (
	"context"
	"errors"
	"testing"
)

// What a server says is kept without whoever it says it of, however it names them; that nothing answers is told as it is.
func TestNobodyIsNamed(t *testing.T) {
	to := Mail{To: "Zhang.Li@customer.example", Name: "张 立"}
	for words, want := range map[string]string{
		"550 5.1.1 <zhang.li@CUSTOMER.example>: User unknown":                                "550 5.1.1 <***>: User unknown",
		"550 unknown user zhang.li.":                                                         "550 unknown user ***.",
		`recipient address: mail: "张 立" <Zhang.Li@customer.example>: no angle-addr`:          `recipient address: mail: "***" <***>: no angle-addr`,
		"550 forward to other@elsewhere.example or call +86 139-0000-5678 from 9 to 18":      "550 forward to *** or call *** from 9 to 18",
		"553 5.7.1 <huiyin@example.com>: not owned by you":                                   "553 5.7.1 <huiyin@example.com>: not owned by you",
		"450 4.2.0\n  mailbox of customer.example is asleep,\n come again":                   "450 4.2.0 mailbox of customer.example is asleep, come again",
		"x: 550 y, affected recipient(s): Zhang.Li@customer.example, affected message ID: 1": "x: 550 y",
		"dial tcp 127.0.0.1:2525: connect: connection refused":                               "dial tcp 127.0.0.1:2525: connect: connection refused",
	} {
		if got := nobody(errors.New(words), to, "huiyin@example.com").Error(); got != want {
			t.Errorf("%q became %q instead of %q", words, got, want)
		}
	}
	if err := nobody(context.DeadlineExceeded, Mail{}, ""); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("%v is no longer what it was", err)
	}
}

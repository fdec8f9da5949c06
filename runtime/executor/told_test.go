package executor

import (
	"errors"
	"net/http"
	"strings"
	"testing"

	"huiyin/engine/problem"
)

// Whatever a call can come to is told in both languages, with the number that the other system answered.
func TestToldInWords(t *testing.T) {
	for kept, want := range map[string]string{
		judge(http.StatusBadRequest, nil, nil).Error():                      "400",
		judge(http.StatusBadGateway, nil, nil).Error():                      "502",
		judge(http.StatusOK, make([]byte, maxAnswer+1), nil).Error():        "",
		final("the secret %s is not set", "shop").Error():                   "shop",
		final("connector %s is gone", "crm").Error():                        "crm",
		final("the connector %s has no address", "crm").Error():             "crm",
		"lookup crm.example on 10.0.0.2:53: no such host":                   "crm.example",
		"dial tcp 10.0.0.3:443: connect: connection refused":                "10.0.0.3:443",
		"context deadline exceeded (Client.Timeout while awaiting headers)": "",
	} {
		for _, lang := range problem.Languages {
			said := Told(lang, kept)
			if said == kept || strings.HasPrefix(said, "call.") || !strings.Contains(said, want) || strings.Contains(said, "{") {
				t.Errorf("%s: %q is told as %q", lang, kept, said)
			}
		}
	}
	if _, err := pick([]byte("<html>"), map[string]string{"a": "b"}); err == nil || Told("zh", err.Error()) == err.Error() {
		t.Errorf("an unreadable answer is told as %v", err)
	}
	if other := errors.New("550 no such mailbox").Error(); Told("zh", other) != other {
		t.Error("what a mail server says is left as it is")
	}
}

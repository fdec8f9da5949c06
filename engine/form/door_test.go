package form

import "testing"

// what stands for everybody's sites does not say who may show the form in a frame.
func TestAWildcardIsOfOneOwner(t *testing.T) {
	for site, want := range map[string]bool{
		"https://*.com": true, "https://*.com:8443": true, "http://*.localhost": true, "https://*.co.uk": true, "https://*.com.cn": true, "https://*.gov.cn": true,
		"https://*.org.hk": true, "https://*.github.io": true,
		"https://*.example.com": false, "https://*.example.com.cn": false, "https://*.example.co.uk": false, "https://*.team.github.io": false, "https://com.cn": false,
		"https://example.com": false, "https://*.jd.com": false, "http://*.intranet.example:8080": false,
	} {
		if everybodys(site) != want {
			t.Errorf("%s: %v", site, !want)
		}
	}
}

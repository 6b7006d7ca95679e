// SPDX-License-Identifier: Apache-2.0

/// Groups of four bytes of anchors that text is full of, so that an anchor is rather found by another four of its own.
/// Counted over 2.9 GB: a Node.js image and the documentation, headers and scripts of a Debian system. Nothing but speed
/// depends on it; `DUNNAGE_MEASURE=1 swift test -c release --filter EngineMeasurement` counts what the groups that were
/// chosen let through.
enum CommonGroups {
    /// Groups that stand at one of about so many places; without regard to case, `_` for the byte that it folds to.
    private static let rows: [(share: Double, groups: String)] = [
        (
            1 / 2_000,
            #"    *   ----ableatiocodeconscontctiofileinteionsmentnamenodeptioringsionstritiontrintype"#
        ),
        (
            1 / 8_000,
            #"   t =>  by  key nam req typ use": ".comacceackaalidalleancearchariaase asseate atoraultbackbase"#
                + #"builcesschanckagclarconfctordatadefadentdingdulee = e reectoefauenceendeentientrentsequiernaerve"#
                + #"essaessietteevenfaulformgithhttpientifieightinitinstion-ion:ith ithulasslinelockmoduningnstanter"#
                + #"odulokenon: onteopenormaourcoverpackpenspertpresps:/quirratorequrmats = s://sageservsharsignsour"#
                + #"spacssiostacstanstatt = tablted teraterstexttherthubtifitimetoketorytps:tterttpsuireurcevaliwith"#
                + #"wordwork"#
        ),
        (
            1 / 30_000,
            #" = " = ' bas blo enc log pas sec tok"htt*sec-bas-for/spa=> '_bas_cha_def_key_mas_sig_sta_stra256"#
                + #"abilacesactoagenaileailsalgoame=amplannearedartiasesasicass assiasteasynatabate-ate_atteauthbasi"#
                + #"bilibinabindble_blicbloccalecceschemckercketcleacliecloucom/condconncopecordcouncrypctedd = d by"#
                + #"d sedashdecodisce kee": earcecomecured bed ped segisen: enseent-ent_er lervieseness_estoestrethe"#
                + #"facefactfastfficfiedflowforcgentgestget gin gistgmengnalgramgresh = ha25harehashherehifthookhort"#
                + #"hostibleicalicesidatidenied ify ign ignailerilitine_ing"ing.ingeingtinision"ion_iredistritchitte"#
                + #"ivatizatken key keyslarelastlearlesslevelic lidalienlinklityllbamailmandmarkmessminimplin = nage"#
                + #"nectnextngesnnecnotintenntiantifntryockeoducon":onceonneonseord ountp://pacepagepasspenaplitpost"#
                + #"privprodpublpushquerrediregireserestrictriesrityrivarnamrodurollrootrtifrustrverrvicrypts": s.co"#
                + #"scalscopsearsendsentser sesssforsha2shifshorsiblsocksplassagstabstemstersticstorstrasupesyncsyst"#
                + #"tacktailtentter_termth =thortialticstoretp:/traitrictriettp:twarubliuctiuencueryuffeuildule uper"#
                + #"uservatevicewardwitcy = ynamyptoystezati"#
        ),
        (
            1 / 120_000,
            #"  to $se"git' =>': '*req-age-api-app-bin-clo-fil-key-pri-sha-use/ope/web: ba: ty_acc_and_api_app"#
                + #"_aut_cli_clo_in__ini_not_pri_pub_sec_ser_ses_sha_tokabasaccoaceback.admiage_ageralesals ame>amic"#
                + #"and_andransiaperapi-api.api_apisapprardearksartease:ase_ash_asspasswastiat: atasatekatheatribitm"#
                + #"blisboltbookbugscardccoucentchatcircckupcliccombcomecookcredcretcurecuricurld pad.cod_indatidecr"#
                + #"deepdeskdkeydlesdmindropductdumpdynae":"e': e.coe.pae.see: "e: 'e_dee_noe_pae_see_sie_toeal eboo"#
                + #"ecovecreed_iedenedgeedinedisegmeeighekeyelloemaiemblen =en="en_aencrenieentfer ner uer_aer_per_s"#
                + #"erceercoerneerscerstertresigesqless-esstest.et =et: et_aet_iet_pet_setacetlietryextpey =ficeforg"#
                + #"fresggedghtsgoogh pahannhershorihub-i_keialsiaseice.ies.igniile-in_sinaninetinfiinkeion'ion=ionk"#
                + #"is.ciscoite_ity_ive_joink = kagiker key_l_lilacklarilashlconle rle_sle_tlewalibalicklishlivelogg"#
                + #"logiloudlowsls =lwaymapsmarimastmatrmattme="min mongmostn enn": n":"naminancnce_ncryngtanistnkey"#
                + #"nkinnmodnnelnsibnt_sntitock-ocksodecoffioggeogicoginogleokieolliologon-son_sondaonesonflongoonsu"#
                + #"ooglookiooksorceord"ore_orgeorizortcost_ostgotifousepapepgraplaipproptedpto_r lor nar usr_strail"#
                + #"raserce.rce_rch:rdenre_arederepareshret retarillrl_srolerstartabrtexrubys': s-kes.ses_ses_sis_to"#
                + #"sandscanscorscrase =se: secrsecuseeksegmsembser-ser_sernshotsiansic sicaskeysparsplusql ssemsswo"#
                + #"st_pstgrstokstrysuitswort --t ket": t-set-tot.det: "t: tt_idt_pat_prt_set_sit_stt_totabatabitacc"#
                + #"tatsted:teketem_tencterctgreth ptic_tifytitytkeytor:tor_traltrattravtrustry.try_tsiguiteult-ult_"#
                + #"unchunixure_ureduriturl use:usesuthoweigx_sexpany sey": y_paypteypti"#
        ),
    ]

    /// The share of places where a group stands, folded as the hash folds it; 0 for one that is not common.
    static let shares: [UInt32: Double] = {
        var shares: [UInt32: Double] = [:]
        for row in rows {
            let bytes = Array(row.groups.utf8)
            for start in stride(from: 0, to: bytes.count - 3, by: 4) {
                shares[GramTable.gram(bytes[start..<(start + 4)])] = row.share
            }
        }
        return shares
    }()
}

/** The instance-wide integration mode, by the name that administrators know it under. */
export const MODE_PROPERTY = "sn_wsd_rsvsync.sync_integration_mode";
